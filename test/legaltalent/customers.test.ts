import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const ACME = {
  name: 'Acme Corporation',
  client_id: 'merchant_12345',
  entity_type: 'company',
  website: 'https://acme.example',
  tax_id: '12-3456789',
  country: 'us',
}
const ANDES = '1c000000-0000-4000-8000-000000000001'
const UNKNOWN = '1c000000-0000-4000-8000-000000009999'
const idsOf = (rows: { customer_id: string }[]): string[] => rows.map(({ customer_id }) => customer_id)
const key = (name: string) => ({ as: null, headers: { authorization: `Bearer ${name}` } })

test.each([
  ['row 1: nobody', { as: null }],
  ['row 2: an unknown key', key('sk_nobody')],
  ['row 2: a malformed token', key('a.b.c')],
] as const)('%s is refused with 401', async (_who, options) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/legaltalent/customers', undefined, options)

  expect(status).toBe(401)
  expect(body.error).toMatchObject({ type: 'UnauthorizedError', code: 'UNAUTHORIZED' })
})

test('row 3: a JWT works until it expires', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', '/_sandbox/legaltalent/tokens', { permissions: ['kyc:read'] })
  const asPerson = key(made.body.token)

  const before = await sandbox.request('GET', '/legaltalent/customers', undefined, asPerson)
  await sandbox.clock.advance(3_600_000)
  const after = await sandbox.request('GET', '/legaltalent/customers', undefined, asPerson)

  expect(before.status).toBe(200)
  expect(after.status).toBe(401)
})

test('row 4: a key that only reads cannot create', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/legaltalent/customers', ACME, key('sk_demo_read'))

  expect(status).toBe(403)
  expect(body.error).toEqual({ type: 'ForbiddenError', code: 'FORBIDDEN', message: 'Missing kyc:create permission' })
})

test.each(['/legaltalent/customers', `/legaltalent/customers/${ANDES}`])(
  'row 5: a key that only creates cannot read %s',
  async (path) => {
    const sandbox = await freshSandbox()

    const { status } = await sandbox.request('GET', path, undefined, key('sk_demo_write'))

    expect(status).toBe(403)
  },
)

test('row 6: an API key works exactly like a JWT', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', '/_sandbox/legaltalent/tokens', {})

  const byKey = await sandbox.request('GET', '/legaltalent/customers')
  const byToken = await sandbox.request('GET', '/legaltalent/customers', undefined, key(made.body.token))

  expect(byToken.body).toEqual(byKey.body)
})

test("row 7: the tenant is the token's, whatever the body says", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/legaltalent/customers', { ...ACME, tenant_id: 'other' })

  expect(status).toBe(201)
  expect(body.data.tenant_id).toBe('tenant_demo')
})

test.each(['', '/sessions', '/organization', '/risk-profile'])(
  "row 8: another tenant's customer%s is not found",
  async (rest) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/legaltalent/customers/${ANDES}${rest}`, undefined, {
      as: 'other',
    })

    expect(status).toBe(404)
    expect(body.error.code).toBe('CUSTOMER_NOT_FOUND')
  },
)

test('row 9: every answer says how many requests are left', async () => {
  const sandbox = await freshSandbox()

  const answers = [
    await sandbox.request('GET', '/legaltalent/customers'),
    await sandbox.request('GET', '/legaltalent/nowhere'),
    await sandbox.request('GET', '/legaltalent/customers', undefined, { as: null }),
  ]

  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['999', '998', '997'])
  expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('1000')
  expect(answers[0]?.headers.get('x-ratelimit-reset')).toBe('1776686700')
})

test('row 10: the 1001st request in five minutes is refused when limits are enforced, and the next window is open', async () => {
  const sandbox = await freshSandbox({ settings: { legaltalent: { enforceRateLimit: true } } })
  for (let call = 0; call < 1000; call++) await sandbox.request('GET', '/legaltalent/kyc/tenants/me/watchlist-seats')

  const refused = await sandbox.request('GET', '/legaltalent/customers')
  await sandbox.clock.advance(300_000)
  const later = await sandbox.request('GET', '/legaltalent/customers')

  expect(refused.status).toBe(429)
  expect(refused.body).toEqual({
    error: 'Rate limit exceeded',
    message: 'Too many requests. Please try again in 5 minutes.',
    retry_after: 300,
  })
  expect(refused.headers.get('retry-after')).toBe('300')
  expect(later.status).toBe(200)
})

test('rows 11, 18: a new customer is active and has what was sent', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/legaltalent/customers', ACME)

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
  await sandbox.request('POST', '/legaltalent/customers', ACME)

  const again = await sandbox.request('POST', '/legaltalent/customers', ACME)
  const elsewhere = await sandbox.request('POST', '/legaltalent/customers', ACME, { as: 'other' })

  expect(again.status).toBe(409)
  expect(again.body.error).toEqual({
    type: 'ConflictError',
    code: 'CUSTOMER_ALREADY_EXISTS',
    message: 'Customer with client_id merchant_12345 already exists',
  })
  expect(elsewhere.status).toBe(201)
  const listed = await sandbox.request('GET', '/legaltalent/customers?client_id=merchant_12345')
  expect(listed.body.data.count).toBe(1)
})

test.each([
  ['row 14: without a name', { ...ACME, name: undefined }],
  ['row 15: of an unknown type', { ...ACME, entity_type: 'spaceship' }],
  ['with a blank name', { ...ACME, name: ' ' }],
  ['with a wrong country', { ...ACME, country: 'USA' }],
])('%s it is refused and nothing is stored', async (_what, wrong) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/legaltalent/customers', wrong)

  expect(status).toBe(400)
  expect(body.error).toMatchObject({ type: 'ValidationError', code: 'VALIDATION_ERROR' })
  const listed = await sandbox.request('GET', '/legaltalent/customers?client_id=merchant_12345')
  expect(listed.body.data.count).toBe(0)
})

test('row 16: customers without client_id do not conflict', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('POST', '/legaltalent/customers', { name: 'One' })
  const second = await sandbox.request('POST', '/legaltalent/customers', { name: 'Two' })

  expect([first.status, second.status]).toEqual([201, 201])
  expect(first.body.data.client_id).toBeNull()
})

test('row 17: text that is not JSON is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/legaltalent/customers', undefined, { raw: '{"name":' })

  expect(status).toBe(400)
  expect(body.error.code).toBe('VALIDATION_ERROR')
})

test('rows 19, 20: a list is newest first, and its cursor leads through every page', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', '/legaltalent/customers')).body.data.total
  for (let at = before; at < 25; at++)
    await sandbox.request('POST', '/legaltalent/customers', { name: `Customer ${at}` })

  const pages = []
  let cursor = ''
  for (let page = 0; page < 3; page++) {
    const { body } = await sandbox.request('GET', `/legaltalent/customers?limit=10${cursor}`)
    pages.push(body.data)
    cursor = `&cursor=${body.data.cursor}`
  }

  expect(pages.map(({ count, has_more }) => [count, has_more])).toEqual([
    [10, true],
    [10, true],
    [5, false],
  ])
  expect(pages[0].customers[0].name).toBe('Customer 24')
  expect(new Set(pages.flatMap((page) => idsOf(page.customers))).size).toBe(25)
  expect(pages[2].cursor).toBeNull()
})

test.each([
  ['row 21: type', 'entity_type=individual', ['Viktor Samsonov', 'Lucia Pereira']],
  ['row 22: status', 'status=inactive', ['Closed Shop GmbH']],
  ['risk level', 'risk_level=medium', ['Lucia Pereira']],
  ['country in any case', 'country=ch', ['Viktor Samsonov']],
  ['part of a name', 'search=BOREALIS', ['Borealis Shipping Ltd']],
])('%s filters the list', async (_what, query, names) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/legaltalent/customers?${query}`)

  expect(status).toBe(200)
  expect(body.data.customers).toMatchObject(names.map((name) => ({ name })))
  expect(body.data.count).toBe(names.length)
})

test.each(['limit=0', 'limit=abc', 'limit=1000', 'cursor=nonsense', 'status=asleep'])(
  'row 23: %s is refused',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/legaltalent/customers?${query}`)

    expect(status).toBe(400)
    expect(body.error.code).toBe('VALIDATION_ERROR')
  },
)

test.each([UNKNOWN, 'merchant_1001'])('row 24: there is no customer %s', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/legaltalent/customers/${id}`)

  expect(status).toBe(404)
  expect(body).toEqual({
    status: 'error',
    error: { type: 'NotFoundError', message: 'Customer not found', code: 'CUSTOMER_NOT_FOUND' },
  })
})

test('rows 25, 27: a patch changes what it names, and never who the customer is', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', `/legaltalent/customers/${ANDES}`)).body.data

  const { status, body } = await sandbox.request('PATCH', `/legaltalent/customers/${ANDES}`, {
    website: 'https://new.example',
    customer_id: UNKNOWN,
    tenant_id: 'tenant_other',
  })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, website: 'https://new.example', updated_at: '2026-04-20T12:00:00Z' })
})

test("row 26: another customer's client_id is refused", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', `/legaltalent/customers/${ANDES}`, { client_id: 'merchant_1002' })

  expect(status).toBe(409)
})

test('an empty patch is refused', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', `/legaltalent/customers/${ANDES}`, {})

  expect(status).toBe(400)
})

test('rows 28 to 31: a deactivated customer stays readable, keeps its client_id, and can be deactivated again', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('DELETE', `/legaltalent/customers/${ANDES}`)
  await sandbox.clock.advance(60_000)
  const again = await sandbox.request('DELETE', `/legaltalent/customers/${ANDES}`)

  expect([first.status, again.status]).toEqual([200, 200])
  const { body } = await sandbox.request('GET', `/legaltalent/customers/${ANDES}`)
  expect(body.data).toMatchObject({ status: 'inactive', deactivated_at: '2026-04-20T12:00:00Z' })
  for (const rest of ['sessions', 'risk-profile']) {
    expect((await sandbox.request('GET', `/legaltalent/customers/${ANDES}/${rest}`)).status).toBe(200)
  }
  const taken = await sandbox.request('POST', '/legaltalent/customers', { name: 'Andes', client_id: 'merchant_1001' })
  expect(taken.status).toBe(409)
})
