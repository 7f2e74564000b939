import { expect, test } from 'vitest'
import { ACME, CUSTOMERS, eventsOf } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test("row 7: the tenant is the token's, whatever the body says", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { ...ACME, tenant_id: 'other' })

  expect(status).toBe(201)
  expect(body.data.tenant_id).toBe('tenant_demo')
})

test('rows 11, 18: a new customer is active and has what was sent', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, ACME)

  expect(status).toBe(201)
  expect(body).toMatchObject({
    status: 'success',
    data: {
      customer_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tenant_id: 'tenant_demo',
      ...ACME,
      country: 'US',
      status: 'active',
      risk_score: null,
      sessions_count: 0,
      created_at: '2026-04-20T12:00:00Z',
    },
  })
})

test('rows 12, 13: a client_id is taken once in a tenant, and free in another', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', CUSTOMERS, ACME)

  const again = await sandbox.request('POST', CUSTOMERS, ACME)
  const elsewhere = await sandbox.request('POST', CUSTOMERS, ACME, { as: 'other' })

  expect(again.status).toBe(409)
  expect(again.body.error).toEqual({
    type: 'ConflictError',
    code: 'CUSTOMER_ALREADY_EXISTS',
    message: 'Customer with client_id merchant_12345 already exists',
  })
  expect(elsewhere.status).toBe(201)
  const listed = await sandbox.request('GET', `${CUSTOMERS}?client_id=merchant_12345`)
  expect(listed.body.data.count).toBe(1)
})

test.each([
  ['row 14: without a name', { ...ACME, name: undefined }],
  ['row 15: of an unknown type', { ...ACME, entity_type: 'spaceship' }],
  ['with a blank name', { ...ACME, name: ' ' }],
  ['with a blank client_id', { ...ACME, client_id: ' ' }],
  ['with a wrong country', { ...ACME, country: 'USA' }],
  ['with a website that is no URL', { ...ACME, website: 'http://[::1' }],
])('%s it is refused and nothing is stored', async (_what, wrong) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, wrong)

  expect(status).toBe(400)
  expect(body.error).toMatchObject({ type: 'ValidationError', code: 'VALIDATION_ERROR' })
  const listed = await sandbox.request('GET', `${CUSTOMERS}?client_id=merchant_12345`)
  expect(listed.body.data.count).toBe(0)
})

test('a name has 255 characters at most, blanks around it not counted', async () => {
  const sandbox = await freshSandbox()
  const longest = `é${'x'.repeat(253)}🏠`

  const padded = await sandbox.request('POST', CUSTOMERS, { name: `   ${longest}\n\t` })
  const longer = await sandbox.request('POST', CUSTOMERS, { name: `${longest}x` })
  const blank = await sandbox.request('POST', CUSTOMERS, { name: ' '.repeat(300) })
  const unending = await sandbox.request('POST', CUSTOMERS, { name: `x${' '.repeat(100_000)}x` })

  expect([padded.status, padded.body.data.name]).toEqual([201, longest])
  const messages = [longer, blank, unending].map(({ body }) => body.error.message)
  expect(messages).toEqual([
    'name must have at most 255 characters',
    'name must not be blank',
    'name must have at most 255 characters',
  ])
})

test('row 16: customers without client_id do not conflict', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('POST', CUSTOMERS, { name: 'One' })
  const second = await sandbox.request('POST', CUSTOMERS, { name: 'Two' })

  expect([first.status, second.status]).toEqual([201, 201])
  expect(first.body.data.client_id).toBeNull()
})

test('row 17: text that is not JSON is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, undefined, { raw: '{"name":' })

  expect(status).toBe(400)
  expect(body.error.code).toBe('VALIDATION_ERROR')
})

test('row 56: a new customer is told to nobody', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('POST', CUSTOMERS, { name: 'Quiet' })

  expect(eventsOf(sandbox)).toEqual([])
})
