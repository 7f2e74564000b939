import { expect, test } from 'vitest'
import { ACME, CUSTOMERS, GRACE } from '../support/oak.ts'
import {
  A_PAYOUT,
  A_SALE,
  A_TRANSFER,
  begun,
  newTransactions,
  outcome,
  PAYOUTS,
  SALES,
  STEP,
  TRANSFERS,
} from '../support/oak-movements.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const open = (sandbox: TestSandbox, id: string, role: string, totals: object[]) =>
  sandbox.request('PUT', `/_sandbox/oak/customers/${id}/balances`, { provider: 'stripe', role, totals })

/** What a customer has available in dollars, by account. */
async function dollarsByAccount(sandbox: TestSandbox, id: string): Promise<unknown[]> {
  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${id}/balances?provider=stripe`)
  const accounts: { role: string; totals: { currency: string; available: number }[] }[] = body.data.balances
  return accounts.map(({ role, totals }) => [role, totals.find(({ currency }) => currency === 'usd')?.available])
}

const source = (id: string, amount = 500, currency = 'usd') => ({ amount, currency, customer: { id } })

test.each([
  ['transfer', TRANSFERS, A_TRANSFER],
  ['payout', PAYOUTS, A_PAYOUT],
  ['sale', SALES, A_SALE],
])('a %s in a currency that the account does not hold is 400, and nothing is stored', async (_, path, movement) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', path, {
    ...movement,
    provider: 'stripe',
    source: source(ACME, 1, 'gbp'),
    destination: {},
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({
    msg: 'source.amount must be at most 0, which is available',
    failure_reasons: [{ code: 'insufficient_funds', fields: ['source.amount'] }],
  })
  expect(await newTransactions(sandbox)).toEqual([])
})

test('a customer without an account at the provider sends what nobody has counted', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', TRANSFERS, {
    ...A_TRANSFER,
    provider: 'bridge',
    source: source(ACME, 1, 'gbp'),
  })

  expect(status).toBe(200)
})

test('of two accounts at a provider the one pays that has enough, and gets it back when it fails', async () => {
  const sandbox = await freshSandbox()
  await open(sandbox, GRACE, 'customer', [{ currency: 'usd', available: 100 }])
  await open(sandbox, GRACE, 'connected_account', [{ currency: 'usd', available: 900 }])
  const { id } = await begun(sandbox, TRANSFERS, { ...A_TRANSFER, source: source(GRACE) })

  const between = await dollarsByAccount(sandbox, GRACE)
  await outcome(sandbox, id, { status: 'failed' })

  expect(between).toEqual([
    ['customer', 100],
    ['connected_account', 400],
  ])
  expect(await dollarsByAccount(sandbox, GRACE)).toEqual([
    ['customer', 100],
    ['connected_account', 900],
  ])
})

test('when no account has enough, the most that one of them has is said', async () => {
  const sandbox = await freshSandbox()
  await open(sandbox, GRACE, 'customer', [{ currency: 'usd', available: 300 }])
  await open(sandbox, GRACE, 'connected_account', [{ currency: 'usd', available: 400 }])

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...A_TRANSFER, source: source(GRACE) })

  expect(status).toBe(400)
  expect(body.msg).toBe('source.amount must be at most 400, which is available')
})

test('what is given back opens the currency again where it was taken from, and not in another account', async () => {
  const sandbox = await freshSandbox()
  await open(sandbox, GRACE, 'customer', [{ currency: 'usd', available: 100 }])
  await open(sandbox, GRACE, 'connected_account', [{ currency: 'usd', available: 900 }])
  const { id } = await begun(sandbox, TRANSFERS, { ...A_TRANSFER, source: source(GRACE) })
  await open(sandbox, GRACE, 'connected_account', [])

  await outcome(sandbox, id, { status: 'failed' })
  await sandbox.clock.advance(STEP)

  expect(await dollarsByAccount(sandbox, GRACE)).toEqual([
    ['customer', 100],
    ['connected_account', 500],
  ])
})
