import { expect, test } from 'vitest'
import { ACME, CAMILLE, CUSTOMERS, customerNow, GRACE, JOAO, LUCIA, toldEvents } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const CONNECTED = {
  account_type: 'Express',
  transfers_requested: true,
  card_payments_requested: true,
  tax_reporting_us_1099_k_requested: false,
  payouts_debit_negative_balances: true,
  external_account_collection_requested: true,
}

/** The same as it comes back: enumerated values are in lower case. */
const SHOWN = { ...CONNECTED, account_type: 'express' }

const submit = (sandbox: TestSandbox, id: string, body: unknown) =>
  sandbox.request('POST', `/oak/api/v1/provider-registration/${id}/submit`, body)

test('PagarMe approves at once, and both steps are told', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await submit(sandbox, GRACE, { provider: 'PAGAR_ME', target_role: 'CUSTOMER' })

  expect(status).toBe(200)
  expect(body.data).toMatchObject([
    { provider: 'pagar_me', target_role: 'customer', status: 'approved', provider_data: null },
  ])
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'provider_registration.submitted', data: { id: GRACE, status: 'submitted', provider: 'pagar_me' } },
    {
      event: 'provider_registration.approved',
      category: 'provider_registration_lifecycle',
      data: { id: GRACE, status: 'approved', target_role: 'customer', action_required: false },
    },
  ])
})

test('a registration shows on the customer, and the filters of the list find it', async () => {
  const sandbox = await freshSandbox()
  await submit(sandbox, CAMILLE, { provider: 'pagar_me', target_role: 'subaccount' })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}?target_role=subaccount&provider=pagar_me`)

  expect(body.data.customer_list).toMatchObject([
    {
      id: CAMILLE,
      roles: ['subaccount'],
      platforms: [{ provider: 'pagar_me', status: 'approved', provider_customer_id: expect.any(String) }],
    },
  ])
})

test('a connected account at Stripe waits for its owner, who gets a secret to go on with', async () => {
  const sandbox = await freshSandbox()
  const wanted = { provider: 'stripe', target_role: 'connected_account', provider_data: CONNECTED }

  const { status, body } = await submit(sandbox, GRACE, wanted)

  expect(status).toBe(200)
  expect(body.data).toMatchObject([
    {
      status: 'awaiting_confirmation',
      action_required: true,
      provider_data: SHOWN,
      provider_response: {
        client_secret: expect.any(String),
        publishable_key: expect.any(String),
        expires_at: '2026-04-20T13:00:00.000Z',
      },
      readiness: { card_payments: 'restricted', transfers: 'restricted' },
    },
  ])
  expect(toldEvents(sandbox).map(({ event }) => event)).toEqual([
    'provider_registration.submitted',
    'provider_registration.awaiting_confirmation',
  ])
})

test('what was saved before is submitted with it', async () => {
  const sandbox = await freshSandbox()
  const wanted = { provider: 'stripe', target_role: 'connected_account' }
  await sandbox.request('POST', `${CUSTOMERS}/${GRACE}/platforms`, { ...wanted, ...CONNECTED })

  const { body } = await submit(sandbox, GRACE, wanted)

  expect(body.data).toMatchObject([{ status: 'awaiting_confirmation', provider_data: SHOWN }])
})

test('Bridge answers with the pages that the customer has to visit', async () => {
  const sandbox = await freshSandbox()

  const { body } = await submit(sandbox, JOAO, { provider: 'bridge', target_role: 'customer' })

  expect(body.data).toMatchObject([
    {
      status: 'awaiting_confirmation',
      provider_response: { kyc_url: expect.stringMatching(/^https:/), tos_url: expect.stringMatching(/^https:/) },
      readiness: null,
    },
  ])
})

test('another provider takes it to review', async () => {
  const sandbox = await freshSandbox()

  const { body } = await submit(sandbox, JOAO, { provider: 'mercado_pago', target_role: 'customer' })

  expect(body.data).toMatchObject([{ status: 'processing' }])
})

test('what was rejected may be submitted again, and the reasons are forgotten', async () => {
  const sandbox = await freshSandbox()

  const { body } = await submit(sandbox, LUCIA, { provider: 'bridge', target_role: 'customer' })

  expect(body.data).toMatchObject([{ status: 'awaiting_confirmation', rejection_reason: null, failure_reasons: null }])
  expect((await customerNow(sandbox, LUCIA)).platforms).toHaveLength(1)
})

test('what is approved is answered as it is, and nobody is told again', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await submit(sandbox, ACME, { provider: 'stripe', target_role: 'connected_account' })

  expect(status).toBe(200)
  expect(body.data).toMatchObject([{ status: 'approved' }])
  expect(sandbox.messages()).toEqual([])
})

test('an account type that does not exist is 422 also where there is nothing to submit', async () => {
  const sandbox = await freshSandbox()
  const wanted = { provider: 'stripe', target_role: 'connected_account', provider_data: { account_type: 'big' } }

  const { status, body } = await submit(sandbox, ACME, wanted)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: ['provider_data.account_type'] }])
})

test('what is said with a registration that was submitted is not taken', async () => {
  const sandbox = await freshSandbox()
  const wanted = { provider: 'stripe', target_role: 'connected_account' }
  await submit(sandbox, GRACE, { ...wanted, provider_data: CONNECTED })

  const { status, body } = await submit(sandbox, GRACE, { ...wanted, provider_data: { account_type: 'custom' } })

  expect(status).toBe(200)
  expect(body.data).toMatchObject([{ provider_data: SHOWN }])
})

test.each([
  ['without a provider', GRACE, { target_role: 'customer' }, 'provider'],
  ['without a role', GRACE, { provider: 'stripe' }, 'target_role'],
  ['at a provider that does not exist', GRACE, { provider: 'paypal', target_role: 'customer' }, 'provider'],
  ['in a role that does not exist', GRACE, { provider: 'stripe', target_role: 'owner' }, 'target_role'],
  [
    'as a connected account without one of the switches',
    GRACE,
    {
      provider: 'stripe',
      target_role: 'connected_account',
      provider_data: { ...CONNECTED, transfers_requested: null },
    },
    'provider_data.transfers_requested',
  ],
  [
    'as a connected account of a type that does not exist',
    GRACE,
    { provider: 'stripe', target_role: 'connected_account', provider_data: { ...CONNECTED, account_type: 'big' } },
    'provider_data.account_type',
  ],
  [
    'as a connected account without a country',
    CAMILLE,
    { provider: 'stripe', target_role: 'connected_account', provider_data: CONNECTED },
    'country_code',
  ],
])('a registration %s is 422 and names what is wrong', async (_, id, body, field) => {
  const sandbox = await freshSandbox()
  const before = await customerNow(sandbox, id)

  const { status, body: answer } = await submit(sandbox, id, body)

  expect(status).toBe(422)
  expect(answer.failure_reasons).toMatchObject([{ fields: [field] }])
  expect(await customerNow(sandbox, id)).toEqual(before)
  expect(sandbox.messages()).toEqual([])
})

test('all that a connected account lacks is named at once', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await submit(sandbox, CAMILLE, { provider: 'stripe', target_role: 'connected_account' })

  expect(status).toBe(422)
  expect(body.msg).toBe('country_code of the customer is required')
  const reasons: { fields: string[] }[] = body.failure_reasons
  expect(reasons.map(({ fields }) => fields)).toEqual([
    ['country_code'],
    ...Object.keys(CONNECTED).map((name) => [`provider_data.${name}`]),
  ])
})

test('what an import has saved of another type is 422, and no crash', async () => {
  const sandbox = await freshSandbox()
  const wanted = { provider: 'stripe', target_role: 'connected_account' }
  await sandbox.request('POST', `${CUSTOMERS}/${GRACE}/platforms`, { ...wanted, ...CONNECTED })
  const { body: state } = await sandbox.request('GET', '/_sandbox/export')
  const rows: { provider_data: object | null }[] = Object.values(state['oak.registrations'])
  for (const row of rows) if (row.provider_data) row.provider_data = { ...CONNECTED, account_type: 7 }
  await sandbox.request('PUT', '/_sandbox/import', state)

  const { status, body } = await submit(sandbox, GRACE, wanted)

  expect(status).toBe(422)
  expect(body.msg).toBe('provider_data.account_type must be string')
})
