import { expect, test } from 'vitest'
import { BY_OTHER, CAMILLE, methodsOf, NOT_FOUND, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const BANK = {
  type: 'bank',
  provider: 'STRIPE',
  bank_name: 'Harbor Bank',
  bank_account_number: '000123456789',
  bank_routing_number: '110000000',
  bank_account_type: 'CHECKING',
  bank_account_name: 'Camille',
  currency: 'USD',
}
const ADDRESS = { street_line_1: '1 Harbor Street', city: 'Boston', state: 'MA', postal_code: '02110', country: 'us' }

test('a pix key is active at once, at crowd_split unless told otherwise', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', methodsOf(CAMILLE), {
    type: 'PIX',
    pix_string: 'a@example.com',
  })

  expect(status).toBe(200)
  expect(body.data).toEqual({
    id: expect.any(String),
    customer_id: CAMILLE,
    type: 'pix',
    provider: 'crowd_split',
    status: 'active',
    pix_string: 'a@example.com',
    country: null,
    chain: null,
    currency: null,
    source_currency: null,
    destination_currency: null,
    bank_account_type: null,
    metadata: null,
    bankDetails: null,
    created_at: NOW.toISOString(),
    updated_at: NOW.toISOString(),
  })
})

test('of the number of a bank account only the end is shown', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', methodsOf(CAMILLE), BANK)

  expect(JSON.stringify(body)).not.toContain('000123456789')
  expect(body.data).toMatchObject({
    provider: 'stripe',
    bank_account_number: '****6789',
    bank_account_type: 'checking',
    currency: 'usd',
    bankDetails: {
      accountNumber: '****6789',
      accountName: 'Camille',
      accountType: 'checking',
      bankName: 'Harbor Bank',
      branchCode: '110000000',
      ispb: null,
    },
  })
})

test('of a card the end of the number is kept, and the code is not', async () => {
  const sandbox = await freshSandbox()
  const card = { type: 'card', provider: 'stripe', card: { number: '4242424242424242', cvc: '123', exp_year: 2030 } }

  const { body } = await sandbox.request('POST', methodsOf(CAMILLE), card)

  expect(body.data.card).toEqual({ number: '****4242', exp_year: 2030 })
})

test('in lists it is the same', async () => {
  const sandbox = await freshSandbox()
  const cards = [{ number: '4242424242424242', cvv: '123', others: [{ card_number: 5555555555554444, cvc: 7 }] }]
  const card = { type: 'card', provider: 'stripe', cards, account_number: ['4000056655665556', [4111111111111111]] }

  const { body } = await sandbox.request('POST', methodsOf(CAMILLE), card)

  expect(body.data).toMatchObject({
    cards: [{ number: '****4242', others: [{ card_number: '****4444' }] }],
    account_number: ['****5556', ['****1111']],
  })
  const { body: state } = await sandbox.request('GET', '/_sandbox/export')
  const kept = JSON.stringify(state['oak.paymentMethods'][body.data.id])
  expect(kept).not.toMatch(/cvv|cvc|\d{13}/)
})

test.each([
  { type: 'bank' },
  { type: 'card' },
  { type: 'plaid', provider: 'stripe' },
  { type: 'virtual_account', provider: 'bridge', source_currency: 'USD', destination_currency: 'USDC' },
  { type: 'liquidation_address', provider: 'bridge', chain: 'BASE' },
  { type: 'trading_wallet' },
  { type: 'customer_wallet' },
  { type: 'evm_address', evm_address: '0xabc', chain: 'POLYGON', currency: 'USDC' },
  { ...BANK, provider: 'bridge', billing_address: ADDRESS },
])('$type at $provider is taken', async (input) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', methodsOf(CAMILLE), input)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ type: input.type, status: 'active' })
})

test.each([
  ['no type', {}, 'type'],
  ['a type that there is not', { type: 'cash' }, 'type'],
  ['a provider that there is not', { type: 'bank', provider: 'paypal' }, 'provider'],
  ['pix without its key', { type: 'pix' }, 'pix_string'],
  ['an address without its chain', { type: 'evm_address', evm_address: '0xabc', currency: 'usdc' }, 'chain'],
  ['a bank at Stripe without a name', { ...BANK, bank_name: ' ' }, 'bank_name'],
  ['an account number with letters', { ...BANK, bank_account_number: 'DE12' }, 'bank_account_number'],
  [
    'a bank at Bridge with half an address',
    { ...BANK, provider: 'bridge', billing_address: { ...ADDRESS, city: '' } },
    'billing_address.city',
  ],
])('%s is 422', async (_, input, field) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', methodsOf(CAMILLE), input)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect((await sandbox.request('GET', methodsOf(CAMILLE))).body.data).toEqual([])
})

test('everything that is missing is named at once, and what is wrong beside it', async () => {
  const sandbox = await freshSandbox()
  const input = { type: 'bank', provider: 'bridge', bank_name: 'Chase', bank_account_number: 'DE12', currency: 'USD' }

  const { status, body } = await sandbox.request('POST', methodsOf(CAMILLE), input)

  expect(status).toBe(422)
  expect(body.msg).toBe('bank_routing_number is required')
  const reasons: { code: string; fields: string[] }[] = body.failure_reasons
  expect(reasons.map(({ code, fields }) => [code, ...fields])).toEqual([
    ['missing_required_information', 'bank_routing_number'],
    ['missing_required_information', 'bank_account_type'],
    ['missing_required_information', 'bank_account_name'],
    ['invalid_input', 'bank_account_number'],
    ['missing_required_information', 'billing_address.street_line_1'],
    ['missing_required_information', 'billing_address.city'],
    ['missing_required_information', 'billing_address.state'],
    ['missing_required_information', 'billing_address.postal_code'],
    ['missing_required_information', 'billing_address.country'],
  ])
})

test('merchants are told of it', async () => {
  const sandbox = await freshSandbox()
  const pix = { type: 'pix', pix_string: 'a@example.com', metadata: { label: 'main' } }

  const { body } = await sandbox.request('POST', methodsOf(CAMILLE), pix)

  const { id } = body.data
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event: 'payment_method.created',
      category: 'payment_method_lifecycle',
      data: { id, customer_id: CAMILLE, type: 'pix', status: 'active', metadata: { label: 'main' } },
    },
  ])
})

test.each([
  [UNKNOWN, {}],
  [CAMILLE, BY_OTHER],
])('a customer that is not there is 404', async (customer, options) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', methodsOf(customer), { type: 'card' }, options)

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})
