import { expect, test } from 'vitest'
import { ANA, createCustomer } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const LEVELS = ['INACTIVE', 'BASIC', 'STANDARD', 'FULL']
const of = (id: string) => `/conomy/customers/${id}?clientId=demo-client`
const read = async (sandbox: TestSandbox, id: string) => (await sandbox.request('GET', of(id))).body

test('row 13: a level that does not exist is refused on create and on change', async () => {
  const sandbox = await freshSandbox()

  const create = await sandbox.request('POST', '/conomy/customers?clientId=demo-client', {
    email: 'ana@example.com',
    operationLevel: 'GOLD',
  })
  const change = await sandbox.request('PATCH', of(ANA), { operationLevel: 'GOLD' })

  expect(create).toMatchObject({ status: 400, body: { code: '11', type: 'invalidParam' } })
  expect(change).toMatchObject({ status: 400, body: { code: '11', type: 'invalidParam' } })
  expect(await read(sandbox, ANA)).toMatchObject({ operationLevel: 'BASIC' })
})

test('row 23: a change of level leaves everything else as it was, and the customer is newer', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, ANA)

  const { status, body } = await sandbox.request('PATCH', of(ANA), { operationLevel: 'STANDARD' })

  expect(status).toBe(200)
  expect(body).toEqual({ ...before, operationLevel: 'STANDARD', updatedAt: '2026-04-20T12:00:00Z' })
  expect(await read(sandbox, ANA)).toEqual(body)
  expect(sandbox.messages()).toEqual([])
})

test('row 27: a customer can be frozen', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', of(ANA), { operationLevel: 'INACTIVE' })

  expect(status).toBe(200)
  expect(body.operationLevel).toBe('INACTIVE')
  expect(await read(sandbox, ANA)).toMatchObject({ operationLevel: 'INACTIVE' })
})

test('row 28: a frozen customer can be thawed', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', of(ANA), { operationLevel: 'INACTIVE' })

  const { status, body } = await sandbox.request('PATCH', of(ANA), { operationLevel: 'BASIC' })

  expect(status).toBe(200)
  expect(body.operationLevel).toBe('BASIC')
})

test('every level can follow every other, with no documents asked for', async () => {
  const sandbox = await freshSandbox()

  for (const from of LEVELS) {
    for (const to of LEVELS) {
      const { id } = await createCustomer(sandbox, { email: 'new@example.com', operationLevel: from })
      const { body } = await sandbox.request('PATCH', of(id), { operationLevel: to })
      expect(body).toMatchObject({ operationLevel: to, isDocumented: false })
    }
  }
})

test('a level cannot be changed without clientId', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { operationLevel: 'FULL' })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: expect.stringContaining('clientId') })
  expect(await read(sandbox, ANA)).toMatchObject({ operationLevel: 'BASIC' })
})
