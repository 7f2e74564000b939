import { expect, test } from 'vitest'
import { ANA, OTHERS } from '../support/conomy.ts'
import { create, VERSION, VERSION_BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const seenByTenant = async (sandbox: TestSandbox, id: string) =>
  (await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)).body

test('row 52: with the version header a patch answers 201 with the nine keys, other fields kept', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { lastName: 'Paz' }, VERSION)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: ANA,
    firstName: 'Ana',
    email: 'ana.garcia@example.com',
    lastName: 'Paz',
    phoneNumber: '5491122334455',
    phoneNumberPrefix: '+54',
    documentType: 'CUIT',
    documentNumber: '27987654321',
    address: {},
  })
})

test('row 53: without header and clientId, a patch with keys of this contract means the same', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { lastName: 'Paz' })

  expect(status).toBe(201)
  expect(Object.keys(body)).toHaveLength(9)
  expect(body).toMatchObject({ id: ANA, lastName: 'Paz', firstName: 'Ana' })
})

test('a patch answers 200 when the setting says so', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { gatewayPatchStatus: 200 } } })

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { lastName: 'Paz' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ lastName: 'Paz' })
})

test('row 54: an address is merged key by key, and null or a blank text removes a key', async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/customers', {
    firstName: 'Lucía',
    address: { zipcode: '110111', street: 'Calle 10', streetNumber: '7', optionalAddress: '2 B' },
  })

  const { body } = await sandbox.request('PATCH', `/conomy/customers/${id}`, {
    address: { street: 'Calle 11', streetNumber: null, optionalAddress: ' ' },
  })

  expect(body.address).toEqual({ zipcode: '110111', street: 'Calle 11' })
})

test('null takes a whole address away', async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/customers', { firstName: 'Lucía', address: { zipcode: '110111' } })

  const { body } = await sandbox.request('PATCH', `/conomy/customers/${id}`, { address: null })

  expect(body.address).toEqual({})
})

test.each([{ operationLevel: 'FULL' }, { country: 'CL', lastName: 'Paz' }, { operationLevel: null }])(
  'row 55: a key of the other contract without clientId is refused, naming clientId, and nothing changes: %o',
  async (patch) => {
    const sandbox = await freshSandbox()
    const before = await seenByTenant(sandbox, ANA)

    const withHeader = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, patch, VERSION)
    const withoutHeader = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, patch)

    for (const { status, body } of [withHeader, withoutHeader]) {
      expect(status).toBe(400)
      expect(body).toMatchObject({ code: '12', detail: expect.stringContaining('clientId') })
    }
    expect(await seenByTenant(sandbox, ANA)).toEqual(before)
  },
)

test('row 56: what is patched here is seen in the other contract, and moves updatedAt', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { lastName: 'Paz', phoneNumber: '5491100000001' })

  expect(await seenByTenant(sandbox, ANA)).toMatchObject({
    lastName: 'Paz',
    phoneNumber: '5491100000001',
    operationLevel: 'BASIC',
    country: 'AR',
    documents: [{ status: 'UPLOADED' }],
    updatedAt: '2026-04-20T12:00:00Z',
  })
})

test('row 56: what the other contract patches is seen here', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('PATCH', `/conomy/customers/${ANA}?clientId=demo-client`, { lastName: 'Paz' })

  const { body } = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION)
  expect(body).toMatchObject({ lastName: 'Paz' })
})

test('null clears what is optional, even the last of e-mail and document number', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, {
    email: null,
    documentNumber: null,
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ email: '', documentNumber: '', firstName: 'Ana' })
})

test.each([
  { firstName: null },
  { firstName: '' },
  { firstName: '  ', lastName: 'Paz' },
  { documentType: 'LICENCE' },
  { lastName: 7 },
  { address: 'Calle 10' },
])('a value that cannot be is refused, and nothing changes: %o', async (patch) => {
  const sandbox = await freshSandbox()
  const before = await seenByTenant(sandbox, ANA)

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, patch)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
  expect(await seenByTenant(sandbox, ANA)).toEqual(before)
})

test('an empty patch, and an id in the body, change nothing', async () => {
  const sandbox = await freshSandbox()
  const before = await seenByTenant(sandbox, ANA)

  const empty = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, {})
  const withId = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { id: OTHERS })

  expect([empty.status, withId.status]).toEqual([201, 201])
  expect(await seenByTenant(sandbox, ANA)).toEqual(before)
})

test('with unique document numbers, one that another customer has is a conflict', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { uniqueDocumentNumber: true } } })

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { documentNumber: '23111222331' })

  expect(status).toBe(409)
  expect(body).toMatchObject({ code: '13' })
})

test("another tenant's customer is not found and not changed", async () => {
  const sandbox = await freshSandbox()
  const before = await seenByTenant(sandbox, ANA)

  const { status, body } = await sandbox.request(
    'PATCH',
    `/conomy/customers/${ANA}`,
    { lastName: 'Paz' },
    VERSION_BY_OTHER,
  )

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect(await seenByTenant(sandbox, ANA)).toEqual(before)
})
