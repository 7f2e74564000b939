import type { Draft } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { type Balance, balances, balancesOf } from './balance.ts'
import type { Provider } from './provider.ts'

/** An amount in minor units, at a provider. */
export type Money = { readonly provider: Provider; readonly currency: string; readonly amount: number }

type Desk = { db: Draft; now: Date }

/**
 * Takes an amount from what a customer has at a provider, and says whether there was an account to take it from.
 * Throws a Problem of kind `state` when there is one with too little.
 */
export function take(customerId: string, money: Money, desk: Desk): boolean {
  const account = balancesOf(customerId, { provider: money.provider }, desk.db).find((balance) => has(balance, money))
  if (!account) return false
  const available = account.totals.find(({ currency }) => currency === money.currency)?.available ?? 0
  if (available < money.amount) {
    const message = `source.amount must be at most ${available}, which is available`
    throw new Problem('state', message, {
      faults: [{ kind: 'invalid', in: 'body', field: 'source.amount', message }],
    })
  }
  change(account, { ...money, amount: -money.amount }, desk)
  return true
}

/** Adds an amount to a customer's account at a provider; nothing happens where there is none. */
export function give(customerId: string, money: Money, desk: Desk): void {
  const accounts = balancesOf(customerId, { provider: money.provider }, desk.db)
  const account = accounts.find((balance) => has(balance, money)) ?? accounts[0]
  if (account) change(account, money, desk)
}

const has = ({ totals }: Balance, money: Money): boolean => totals.some(({ currency }) => currency === money.currency)

function change(account: Balance, { currency, amount }: Money, { db, now }: Desk): void {
  const totals = account.totals.map((total) =>
    total.currency === currency ? { ...total, available: total.available + amount } : total,
  )
  const opened = { currency, available: amount, pending: 0, reserved: 0, instant_payouts: 0 }
  const after = has(account, { provider: account.provider, currency, amount }) ? totals : [...totals, opened]
  db.table(balances).replace({ ...account, totals: after, updated_at: now.toISOString() })
}
