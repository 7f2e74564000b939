import { expect, test } from 'vitest'
import { ANA, CARLOS } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const of = (id: string) => `/conomy/customers/${id}?clientId=demo-client`
const read = async (sandbox: TestSandbox, id: string) => (await sandbox.request('GET', of(id))).body

test("row 21: another client's customer cannot be changed and gets no documents", async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, ANA)

  for (const clientId of ['other-client', 'demo-client']) {
    const path = `/conomy/customers/${ANA}`
    const as = { as: 'other' } as const
    const patch = await sandbox.request('PATCH', `${path}?clientId=${clientId}`, { firstName: 'Eva' }, as)
    const register = await sandbox.request('POST', `${path}/documents?clientId=${clientId}`, { type: 'kyc' }, as)
    expect(patch).toMatchObject({ status: 404, body: { code: '31' } })
    expect(register).toMatchObject({ status: 404, body: { code: '31' } })
  }

  expect(await read(sandbox, ANA)).toEqual(before)
})

test('row 24: a customer stays with its client', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', of(ANA), { clientId: 'other-client' })

  expect(status).toBe(200)
  expect(body.clientId).toBe('demo-client')
})

test('row 25: nobody becomes documented, or loses documents, by a change', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, ANA)

  const { status, body } = await sandbox.request('PATCH', of(ANA), { isDocumented: true, documents: [] })

  expect(status).toBe(200)
  expect(body).toEqual(before)
})

test('row 26: null clears a field', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', of(ANA), { lastName: null })

  expect(status).toBe(200)
  expect(body).not.toHaveProperty('lastName')
  expect(body).toMatchObject({ firstName: 'Ana', email: 'ana.garcia@example.com' })
})

test('a customer always has a level, and an e-mail or a document number', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, ANA)

  const noLevel = await sandbox.request('PATCH', of(ANA), { operationLevel: null })
  const nothing = await sandbox.request('PATCH', of(ANA), { firstName: 'Eva', email: null, documentNumber: ' ' })

  expect(noLevel).toMatchObject({ status: 400, body: { code: '11' } })
  expect(nothing).toMatchObject({ status: 400, body: { code: '12' } })
  expect(await read(sandbox, ANA)).toEqual(before)
})

test('one of e-mail and document number can be cleared', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', of(ANA), { email: null })

  expect(status).toBe(200)
  expect(body).not.toHaveProperty('email')
  expect(body.documentNumber).toBe('27987654321')
})

test('a change that changes nothing does not make the customer newer', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, ANA)

  for (const patch of [{}, { firstName: 'Ana', operationLevel: 'BASIC' }, { address: null }]) {
    const { status, body } = await sandbox.request('PATCH', of(ANA), patch)
    expect({ status, body }).toEqual({ status: 200, body: before })
  }
})

test('an address is taken key by key, and is not shown', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', of(ANA), { address: { street: 'Florida', zipcode: 'C1005' } })
  await sandbox.clock.advance(60_000)

  const known = await sandbox.request('PATCH', of(ANA), { address: { zipcode: 'C1005' } })
  const news = await sandbox.request('PATCH', of(ANA), { address: { zipcode: 'C1006' } })

  expect(known.body.updatedAt).toBe('2026-04-20T12:00:00Z')
  expect(news.body.updatedAt).toBe('2026-04-20T12:01:00Z')
  expect(news.body).not.toHaveProperty('address')
})

test('what the server owns stays as it is', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, CARLOS)

  const { status, body } = await sandbox.request('PATCH', of(CARLOS), {
    id: ANA,
    autoCreated: false,
    createdAt: '2000-01-01T00:00:00Z',
    updatedAt: '2000-01-01T00:00:00Z',
    lastName: 'Completo',
  })

  expect(status).toBe(200)
  expect(body).toEqual({ ...before, lastName: 'Completo', updatedAt: '2026-04-20T12:00:00Z' })
})

test('a merge patch may be called one', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(
    'PATCH',
    of(ANA),
    { firstName: 'Eva' },
    { headers: { 'content-type': 'application/merge-patch+json; charset=utf-8' } },
  )

  expect(status).toBe(200)
  expect(body.firstName).toBe('Eva')
})
