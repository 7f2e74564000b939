import { ACME, JOAOS_PIX } from './oak.ts'
import { TRANSACTIONS } from './oak-payments.ts'
import type { TestSandbox } from './sandbox.ts'

const API = '/oak/api/v1'

export const TRANSFERS = `${API}/transfer`
export const PAYOUTS = `${API}/outbound_payments`
export const BUYS = `${API}/buy`
export const SALES = `${API}/sell`

export const A_TRANSFER = {
  provider: 'STRIPE',
  source: { amount: 5000, currency: 'USD' },
  destination: { customer: { id: ACME } },
}
export const A_PAYOUT = {
  provider: 'stripe',
  source: { amount: 5000, currency: 'usd', customer: { id: ACME } },
  destination: { payment_method: { id: '0c000000-0000-4000-8000-000000000003' } },
}
export const A_BUY = { provider: 'bridge', source: { amount: 100, currency: 'USD' }, destination: { currency: 'USDC' } }
export const A_SALE = {
  provider: 'avenia',
  source: { amount: 100, currency: 'BRLA' },
  destination: { currency: 'BRL', payment_method: { id: JOAOS_PIX } },
}

/** How long a transfer, a payout and a sale take, and each step of a purchase, in ms. */
export const STEP = 1000

/** Begins a movement of money and returns it. */
export async function begun(sandbox: TestSandbox, path: string, body: object) {
  const answer = await sandbox.request('POST', path, body)
  if (answer.status !== 200) throw new Error(`It was not begun: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** What a customer has at Stripe, available in dollars. */
export async function dollarsOf(sandbox: TestSandbox, customer = ACME): Promise<number> {
  const { body } = await sandbox.request('GET', `${API}/customers/${customer}/balances?provider=stripe`)
  const totals: { currency: string; available: number }[] = body.data.balances[0].totals
  return totals.find(({ currency }) => currency === 'usd')?.available ?? Number.NaN
}

/** What an operator says of a transaction that is under way. */
export const outcome = (sandbox: TestSandbox, id: string, body: object) =>
  sandbox.request('PUT', `/_sandbox/oak/transactions/${id}/outcome`, body)

/** Every transaction of the demo merchant that was made after the seed. */
export async function newTransactions(sandbox: TestSandbox): Promise<any[]> {
  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?limit=100`)
  const all: { created_at: string }[] = body.data.transaction_list
  return all.filter(({ created_at }) => created_at >= '2026-04-20')
}
