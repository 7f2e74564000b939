import { expect, test } from 'vitest'
import { ACME, CUSTOMERS, GRACE, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const control = (id: string) => `/_sandbox/oak/customers/${id}/balances`

test('an operator opens an account with a balance', async () => {
  const sandbox = await freshSandbox()
  const balance = { provider: 'Stripe', role: 'customer', totals: [{ currency: 'USD', available: 700 }] }

  const { status, body } = await sandbox.request('PUT', control(GRACE), balance)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    provider: 'stripe',
    role: 'customer',
    customer: { id: GRACE, role: 'customer' },
    totals: [{ currency: 'usd', available: 700, pending: 0, reserved: 0, instant_payouts: 0 }],
  })
  const { body: shown } = await sandbox.request('GET', `${CUSTOMERS}/${GRACE}/balances`)
  expect(shown.data.balances).toEqual([body])
})

test('what an account had is replaced, and the account stays the same', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PUT', control(ACME), { provider: 'stripe', totals: [] })

  expect(body).toMatchObject({
    account_id: '0c000000-0000-4000-8000-000000000101',
    role: 'connected_account',
    totals: [],
    available_balance: 0,
    currency: null,
  })
})

test.each([
  { provider: 'paypal', totals: [] },
  { provider: 'stripe', role: 'owner', totals: [] },
  { provider: 'stripe', totals: [{ currency: '1' }] },
  { provider: 'stripe', totals: [{ currency: 'usd', available: 1.5 }] },
  { provider: 'stripe', totals: [{ currency: 'USD', available: 5 }, { currency: 'usd' }] },
  { provider: 'stripe' },
])('%j is no balance', async (body) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(ACME), body)

  expect(status).toBe(400)
})

test('nobody has a balance who does not exist', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(UNKNOWN), { provider: 'stripe', totals: [] })

  expect(status).toBe(404)
})
