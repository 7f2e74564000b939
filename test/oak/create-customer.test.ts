import { expect, test } from 'vitest'
import { BY_OTHER, CUSTOMERS, createCustomer, customerNow, SEEDED, toldEvents } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const countOf = async (sandbox: TestSandbox) => (await sandbox.request('GET', CUSTOMERS)).body.data.count

test('row 10: an e-mail alone makes a customer, 200, with the address byte for byte', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { email: 'Ada.Lovelace+oak@Example.com' })

  expect(status).toBe(200)
  expect(body.msg).toBe('customer created')
  expect(body.data).toMatchObject({
    id: expect.stringMatching(UUID),
    customer_id: body.data.id,
    email: 'Ada.Lovelace+oak@Example.com',
    status: 'initiated',
    version: 1,
    created_at: '2026-04-20T12:00:00.000Z',
    updated_at: '2026-04-20T12:00:00.000Z',
  })
})

test('row 11: without an e-mail there is no customer, and the answer names what is missing', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { first_name: 'Ada' })

  expect(status).toBe(422)
  expect(body).toEqual({
    msg: 'email is required',
    data: null,
    error_code: 'validation_error',
    failure_reasons: [
      {
        code: 'missing_required_information',
        message: 'email is required',
        fields: ['email'],
        deadline: null,
        provider_code: null,
        requires_manual_review: false,
        support_reference: null,
      },
    ],
  })
  expect(await countOf(sandbox)).toBe(SEEDED)
  expect(sandbox.messages()).toEqual([])
})

test.each(['not-an-address', 'a@', '@example.com', 'a b@example.com', '', null, 7])(
  'row 12: the e-mail %j is 422',
  async (email) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('POST', CUSTOMERS, { email })

    expect(status).toBe(422)
    expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: ['email'] }])
    expect(await countOf(sandbox)).toBe(SEEDED)
  },
)

test.each([
  ['e-mail', { email: 'grace.hopper@example.com' }, 'email'],
  ['e-mail in another case', { email: 'GRACE.hopper@example.com' }, 'email'],
  [
    'document number and type',
    { email: 'new@example.com', document_number: '123456789', document_type: 'PERSONAL_TAX_ID' },
    'document_number',
  ],
])('row 13: a customer with the same %s exists already', async (_, body, field) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', CUSTOMERS, body)

  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({
    msg: `customer with this ${field} already exists`,
    error_code: 'validation_error',
    failure_reasons: [{ code: 'duplicate_data', fields: [field] }],
  })
  expect(await countOf(sandbox)).toBe(SEEDED)
  expect(sandbox.messages()).toEqual([])
})

test('the same number of another type of document is another document', async () => {
  const sandbox = await freshSandbox()

  const customer = await createCustomer(sandbox, { document_number: '123456789', document_type: 'passport' })

  expect(customer.document_number).toBe('123456789')
})

test('by a setting, a document number may be given twice', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { uniqueDocument: false } } })

  const customer = await createCustomer(sandbox, { document_number: '123456789', document_type: 'personal_tax_id' })

  expect(customer.document_number).toBe('123456789')
})

test('another merchant may have a customer of the same address', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', CUSTOMERS, { email: 'joao.silva@example.com' }, BY_OTHER)

  expect(status).toBe(200)
})

test('row 14: enumerated values are taken in any case and come back in lower case', async () => {
  const sandbox = await freshSandbox()
  const given = { country_code: 'US', document_type: 'PERSONAL_TAX_ID', gender: 'Female', owner_document_type: 'CPF' }

  const { id } = await createCustomer(sandbox, given)

  expect(await customerNow(sandbox, id)).toMatchObject({
    country_code: 'us',
    document_type: 'personal_tax_id',
    gender: 'female',
    owner_document_type: 'cpf',
  })
})

test.each(['1990-01-15', '2024-02-29', '1990-01-15T00:00:00.000Z', '1990-01-15T08:30', '1990-01-15T08:30:00+0530'])(
  'a customer may be born on %s, and it comes back as it was given',
  async (dob) => {
    const sandbox = await freshSandbox()

    const { id } = await createCustomer(sandbox, { dob })

    expect((await customerNow(sandbox, id)).dob).toBe(dob)
  },
)

test.each([
  ['document_type', 'driving_licence'],
  ['owner_document_type', 'x'],
  ['gender', 'unknown'],
  ['country_code', 'XX'],
  ['country_code', 'USA'],
  ['dob', '15/01/1990'],
  ['dob', '1990-13-01'],
  ['dob', '1990-02-30'],
  ['dob', '2023-02-29T00:00:00Z'],
  ['dob', '1990-01-15Tomorrow'],
  ['dob', '1990-01-15T25:00:00Z'],
  ['monthly_net_income', 'much'],
  ['monthly_net_income', -1],
  ['first_name', 7],
  ['last_name', 'x'.repeat(256)],
])('row 15: the %s %j is 422 and names the field', async (field, value) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com', [field]: value })

  expect(status).toBe(422)
  expect(body).toMatchObject({
    msg: expect.stringContaining(field),
    failure_reasons: [{ code: 'invalid_input', fields: [field] }],
  })
  expect(await countOf(sandbox)).toBe(SEEDED)
})

test('row 16: what was never given is null', async () => {
  const sandbox = await freshSandbox()

  const { email, ...customer } = await createCustomer(sandbox)

  expect(email).toBe('new@example.com')
  expect(customer).toMatchObject({
    first_name: null,
    document_type: null,
    dob: null,
    neighborhood: null,
    monthly_net_income: null,
    social_name: null,
    tax_id: null,
    customer_wallet: null,
    trading_wallet: null,
    account_type: null,
    additional_info: null,
    synced: null,
    synced_at: null,
    roles: [],
    platforms: [],
  })
})

test('every field that is given comes back', async () => {
  const sandbox = await freshSandbox()
  const given = {
    email: 'all@example.com',
    first_name: 'Ada',
    last_name: 'Lovelace',
    document_number: '111',
    document_type: 'passport',
    dob: '1990-01-15',
    phone_country_code: '+55',
    phone_area_code: '11',
    phone_number: '999999999',
    country_code: 'br',
    company_name: 'Engines',
    street_number: '12',
    street_name: 'Dorset Street',
    house_number: '1',
    postal_code: 'W1U',
    city: 'London',
    state: 'LND',
    subdivision: 'Marylebone',
    mother_name: 'Anne',
    owner_legal_name: 'Ada King',
    owner_document_number: '222',
    company_start_date: '2020-01-01',
    wallet_address: '0xabc',
    tax_id: '333',
  }

  const customer = await createCustomer(sandbox, given)

  expect(customer).toMatchObject(given)
})

test.each([
  [4200.5, 4200.5],
  ['4200.50', 4200.5],
  [' ', null],
])('the monthly income %j comes back as %j', async (given, shown) => {
  const sandbox = await freshSandbox()

  const customer = await createCustomer(sandbox, { monthly_net_income: given })

  expect(customer.monthly_net_income).toBe(shown)
})

test('blank texts and null count as absent', async () => {
  const sandbox = await freshSandbox()

  const customer = await createCustomer(sandbox, { first_name: ' ', document_type: '', country_code: null })

  expect(customer).toMatchObject({ first_name: null, document_type: null, country_code: null })
})

test('what Oak does not know is ignored with a warning, and what the server owns without one', async () => {
  const sandbox = await freshSandbox()
  const body = { email: 'new@example.com', frist_name: 'Ada', status: 'approved', id: 'mine', synced: true }

  const { status, body: answer, headers } = await sandbox.request('POST', CUSTOMERS, body)

  expect(status).toBe(200)
  expect(answer.data).toMatchObject({ first_name: null, status: 'initiated', synced: null })
  expect(answer.data.id).not.toBe('mine')
  expect(headers.get('sandbox-warning')).toMatch(/unknown body field "frist_name".*first_name/)
})

test('in a strict sandbox an unknown field is 422', async () => {
  const sandbox = await freshSandbox({ strict: true })

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com', frist_name: 'Ada' })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: ['frist_name'] }])
})

test.each([
  ['no JSON', '{"email"', 400],
  ['empty', '', 400],
  ['a list', '[]', 422],
])('a body that is %s is refused, and nothing is stored', async (_, raw, expected) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, undefined, { raw })

  expect(status).toBe(expected)
  expect(body.data).toBeNull()
  expect(await countOf(sandbox)).toBe(SEEDED)
})

test('row 54: a new customer is told to the merchant, in the envelope, once', async () => {
  const sandbox = await freshSandbox()

  const { id } = await createCustomer(sandbox)

  expect(toldEvents(sandbox)).toEqual([
    {
      id: expect.stringMatching(UUID),
      api_version: 'v1',
      event: 'customer.created',
      category: 'provider_registration_lifecycle',
      data: {
        id,
        status: 'initiated',
        provider: null,
        target_role: null,
        provider_response: null,
        failure_reasons: null,
        readiness: null,
        changes: null,
        action_required: false,
        version: 1,
        created_at: '2026-04-20T12:00:00.000Z',
        updated_at: '2026-04-20T12:00:00.000Z',
      },
    },
  ])
})
