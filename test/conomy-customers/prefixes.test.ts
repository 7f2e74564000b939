import { expect, test } from 'vitest'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PREFIXES = ['/conomy', '/conomy/sandbox', '/conomy-customers']

test('row 7: the same customer is read with and without /sandbox, and under the long prefix', async () => {
  const sandbox = await freshSandbox()

  const answers = []
  for (const prefix of PREFIXES) {
    answers.push(await sandbox.request('GET', `${prefix}/customers/${ANA}?clientId=demo-client`))
  }

  const [plain] = answers
  expect(plain).toMatchObject({ status: 200, body: { id: ANA } })
  for (const { status, body } of answers) expect({ status, body }).toEqual({ status: 200, body: plain?.body })
})

test('what is written under one prefix is read under every other', async () => {
  const sandbox = await freshSandbox()

  for (const written of PREFIXES) {
    const created = await sandbox.request('POST', `${written}/customers?clientId=demo-client`, { email: 'a@b.example' })
    const { id } = created.body
    for (const read of PREFIXES) {
      const { body } = await sandbox.request('GET', `${read}/customers/${id}?clientId=demo-client`)
      expect(body).toEqual(created.body)
    }
  }
})

test('a refusal is the same under every prefix', async () => {
  const sandbox = await freshSandbox()

  for (const prefix of PREFIXES) {
    const noRoute = await sandbox.request('GET', `${prefix}/custmers`)
    const noKey = await sandbox.request('GET', `${prefix}/customers?clientId=demo-client`, undefined, { as: null })
    expect(noRoute).toMatchObject({
      status: 404,
      body: {
        code: '31',
        detail: 'There is no route GET /conomy/custmers; the nearest is GET /conomy/customers',
      },
    })
    expect(noKey).toMatchObject({ status: 401, body: { code: '41' } })
  }
})

test('/sandbox is a prefix once, at the beginning, and as a whole word', async () => {
  const sandbox = await freshSandbox()

  for (const path of [
    '/conomy/sandbox/sandbox/customers',
    '/conomy/sandboxed/customers',
    '/conomy/customers/sandbox',
  ]) {
    const { status, body } = await sandbox.request('GET', `${path}?clientId=demo-client`)
    expect({ path, status, code: body.code }).toEqual({ path, status: 404, code: '31' })
  }
})
