import { expect, test } from 'vitest'
import { BY_OTHER, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const read = async (sandbox: TestSandbox) => (await sandbox.request('GET', `/conomy/accounts/${PESOS}`)).body

test('row 64: name and external id change, and nothing else but updatedAt', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox)
  const patch = { name: 'Treasury', externalId: 'acc-9' }

  const { status, body } = await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, patch)

  expect(status).toBe(200)
  expect(body).toEqual({ ...before, ...patch, updatedAt: '2026-04-20T12:00:00Z' })
  expect(await read(sandbox)).toEqual(body)
})

test.each([
  {},
  { balance: '999', availableFunds: '999' },
  { status: 'BLOCKED' },
  { currency: 'CLP', type: 'FEE', accountNumber: '1', identityId: 'x', parentId: 'y' },
  { name: 'Pesos' },
])('row 65: what cannot be changed is ignored: %o', async (patch) => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox)

  const { status, body } = await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, patch)

  expect(status).toBe(200)
  expect(body).toEqual(before)
})

test('null takes the external id away', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, { externalId: 'acc-9' })

  const { body } = await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, { externalId: null })

  expect(body).toMatchObject({ externalId: '', name: 'Pesos' })
})

test.each([{ name: '' }, { name: '  ' }, { name: null }, { name: 7 }, { externalId: 7 }])(
  'a value that cannot be is refused, and nothing changes: %o',
  async (patch) => {
    const sandbox = await freshSandbox()
    const before = await read(sandbox)

    const { status, body } = await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, patch)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11' })
    expect(await read(sandbox)).toEqual(before)
  },
)

test("an unknown account and another tenant's are not found and not changed", async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox)

  const unknown = await sandbox.request('PATCH', '/conomy/accounts/nowhere', { name: 'Mine' })
  const others = await sandbox.request('PATCH', `/conomy/accounts/${OTHERS_ACCOUNT}`, { name: 'Mine' })
  const asOther = await sandbox.request('PATCH', `/conomy/accounts/${PESOS}`, { name: 'Mine' }, BY_OTHER)

  for (const { status, body } of [unknown, others, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  expect(await read(sandbox)).toEqual(before)
})
