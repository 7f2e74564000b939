import { expect, test } from 'vitest'
import { ACME, CUSTOMERS, GRACE } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 35: the balances at a provider in a role, in the shape of the SDK and the flat one', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(
    'GET',
    `${CUSTOMERS}/${ACME}/balances?provider=stripe&role=connected_account`,
  )

  expect(status).toBe(200)
  expect(body).toEqual({
    msg: 'customer balances',
    data: {
      as_of: '2026-04-20T12:00:00.000Z',
      filters: { customer_id: ACME, provider: 'stripe', role: 'connected_account' },
      balances: [
        {
          account_id: '0c000000-0000-4000-8000-000000000101',
          provider: 'stripe',
          role: 'connected_account',
          customer: { id: ACME, role: 'connected_account' },
          as_of: '2026-04-20T12:00:00.000Z',
          totals: [
            { currency: 'usd', available: 125000, pending: 20000, reserved: 5000, instant_payouts: 100000 },
            { currency: 'eur', available: 8000, pending: 0, reserved: 0, instant_payouts: 0 },
          ],
          available_balance: 125000,
          pending_balance: 20000,
          currency: 'usd',
        },
      ],
    },
  })
})

test.each(['', '?provider=STRIPE', '?provider=bridge,stripe&role=customer,Connected_Account'])(
  'the filters of balances%s find the account',
  async (query) => {
    const sandbox = await freshSandbox()

    const { body } = await sandbox.request('GET', `${CUSTOMERS}/${ACME}/balances${query}`)

    expect(body.data.balances).toHaveLength(1)
    expect(body.data.filters).toEqual({
      customer_id: ACME,
      ...Object.fromEntries([...new URLSearchParams(query.toLowerCase())]),
    })
  },
)

test.each([
  ['at another provider', ACME, '?provider=bridge&role=connected_account'],
  ['in another role', ACME, '?provider=stripe&role=customer'],
  ['who never had any', GRACE, '?provider=stripe&role=customer'],
])('row 36: a customer %s has no balances, and that is 200', async (_, id, query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${id}/balances${query}`)

  expect(status).toBe(200)
  expect(body.data.balances).toEqual([])
})

test('an id of another kind of resource is 400 here', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/pm_${ACME}/balances`)

  expect(status).toBe(400)
  expect(body.error_code).toBe('validation_error')
})
