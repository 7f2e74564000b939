import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, ORGANIZATION, OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const read = async (sandbox: TestSandbox, id: string) => (await sandbox.request('GET', `/conomy/identities/${id}`)).body

test('row 71: only the nickname and updatedAt change', async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, TOMAS)

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, { nickname: 'Thomas' })

  expect(status).toBe(200)
  expect(body).toEqual({ ...before, nickname: 'Thomas', updatedAt: '2026-04-20T12:00:00Z' })
  expect(await read(sandbox, TOMAS)).toEqual(body)
})

test.each([
  {},
  { email: 'new@example.com', status: 'PENDING', documentNumber: '1', documentType: 'DNI' },
  { phone: '+541', idv: 'auto', type: 'ORGANIZATION', id: CAMILA },
  { name: 'Tomás' },
])('row 72: what cannot be changed is ignored: %o', async (patch) => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, TOMAS)

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, patch)

  expect(status).toBe(200)
  expect(body).toEqual(before)
})

test('row 73: children are listed by name, and the next list replaces them', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('PATCH', `/conomy/identities/${ORGANIZATION}`, {
    children: [{ id: CAMILA, name: 'not looked at' }, { id: TOMAS }],
  })
  const second = await sandbox.request('PATCH', `/conomy/identities/${ORGANIZATION}`, { children: [{ id: TOMAS }] })

  const camila = { id: CAMILA, name: 'Camila', lastName: 'Soto', email: 'camila.soto@example.com' }
  const tomas = { id: TOMAS, name: 'Tomás', lastName: 'Ferreyra', email: 'tomas.ferreyra@example.com' }
  expect(first.status).toBe(200)
  expect(first.body.children).toEqual([camila, tomas])
  expect(second.body.children).toEqual([tomas])
})

test('null takes the children away', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `/conomy/identities/${ORGANIZATION}`, { children: [{ id: CAMILA }] })

  const { body } = await sandbox.request('PATCH', `/conomy/identities/${ORGANIZATION}`, { children: null })

  expect(body.children).toBeNull()
})

test('address and security options are merged key by key, rules are replaced, null empties', async () => {
  const sandbox = await freshSandbox()
  const patch = (body: object) => sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, body)
  await patch({
    gender: 'M',
    rules: { a: 1, b: 2 },
    address: { street: 'Florida', zipcode: '1005' },
    securityOptions: { signTrx: true },
  })

  const { body } = await patch({
    gender: null,
    rules: { c: 3 },
    address: { street: null, streetNumber: '20' },
    securityOptions: { twoFactorAuth: true },
  })
  const { body: emptied } = await patch({ rules: null, address: null, securityOptions: null, lastname: null })

  expect(body).toMatchObject({ gender: '', rules: { c: 3 }, lastname: 'Ferreyra' })
  expect(body.rules).toEqual({ c: 3 })
  expect(body.address).toMatchObject({ street: '', streetNumber: '20', zipcode: '1005' })
  expect(body.securityOptions).toEqual({ twoFactorAuth: true, signTrx: true, signAccountsOperations: false })
  expect(emptied).toMatchObject({ rules: null, lastname: '', address: { zipcode: '' } })
  expect(emptied.securityOptions).toEqual({ twoFactorAuth: false, signTrx: false, signAccountsOperations: false })
})

test('the country may change to one that the phone is not of', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, { country: 'CHL' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ country: 'CHL', phone: '+5491133333333' })
})

test.each([
  { country: 'ATLANTIS' },
  { name: '' },
  { name: null },
  { nickname: 7 },
  { children: [CAMILA] },
  { rules: 'none' },
  { address: { street: 7 } },
])('a value that cannot be is refused, and nothing changes: %o', async (patch) => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, TOMAS)

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, patch)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
  expect(await read(sandbox, TOMAS)).toEqual(before)
})

test('half a bank account is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, {
    bankAccount: { bank: 'BCI' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12' })
})

test.each(['nobody', OTHERS_IDENTITY])("a child that is unknown, or another tenant's, is not found: %s", async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/identities/${ORGANIZATION}`, {
    children: [{ id: CAMILA }, { id }],
    nickname: 'not stored',
  })

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect(await read(sandbox, ORGANIZATION)).toMatchObject({ children: null, nickname: '' })
})

test("an unknown identity and another tenant's are not found and not changed", async () => {
  const sandbox = await freshSandbox()
  const before = await read(sandbox, TOMAS)

  const unknown = await sandbox.request('PATCH', '/conomy/identities/nobody', { nickname: 'Mine' })
  const others = await sandbox.request('PATCH', `/conomy/identities/${OTHERS_IDENTITY}`, { nickname: 'Mine' })
  const asOther = await sandbox.request('PATCH', `/conomy/identities/${TOMAS}`, { nickname: 'Mine' }, BY_OTHER)

  for (const { status, body } of [unknown, others, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  expect(await read(sandbox, TOMAS)).toEqual(before)
})
