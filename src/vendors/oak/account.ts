import type { Draft } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { type Balance, balances, balancesOf } from './balance.ts'
import type { Provider } from './provider.ts'

/** An amount in minor units, at a provider. */
export type Money = { readonly provider: Provider; readonly currency: string; readonly amount: number }

type Desk = { db: Draft; now: Date }

/**
 * Takes an amount from the first account of a customer at a provider that has as much, and returns the account's id;
 * null when there is no account there, since nobody has said what the customer has. Throws a Problem of kind `state`
 * when no account has enough of the currency.
 */
export function take(customerId: string, money: Money, desk: Desk): string | null {
  const accounts = balancesOf(customerId, { provider: money.provider }, desk.db)
  if (accounts.length === 0) return null
  const account = accounts.find((one) => availableIn(one, money) >= money.amount)
  if (!account) {
    const most = Math.max(0, ...accounts.map((one) => availableIn(one, money)))
    const message = `source.amount must be at most ${most}, which is available`
    throw new Problem('state', message, {
      faults: [{ kind: 'invalid', in: 'body', field: 'source.amount', message }],
    })
  }
  change(account, { ...money, amount: -money.amount }, desk)
  return account.id
}

/**
 * Adds an amount to a customer's account at a provider: to the one with this id, if there is one, else to one that has
 * the currency, else to any. Nothing happens where there is none.
 */
export function give(customerId: string, money: Money, desk: Desk, accountId?: string | null): void {
  const accounts = balancesOf(customerId, { provider: money.provider }, desk.db)
  const account = accounts.find(({ id }) => id === accountId) ?? accounts.find((one) => has(one, money)) ?? accounts[0]
  if (account) change(account, money, desk)
}

type InCurrency = Pick<Money, 'currency'>

const has = ({ totals }: Balance, { currency }: InCurrency): boolean =>
  totals.some((total) => total.currency === currency)

const availableIn = ({ totals }: Balance, { currency }: InCurrency): number =>
  totals.find((total) => total.currency === currency)?.available ?? 0

function change(account: Balance, { currency, amount }: Money, { db, now }: Desk): void {
  const totals = account.totals.map((total) =>
    total.currency === currency ? { ...total, available: total.available + amount } : total,
  )
  const opened = { currency, available: amount, pending: 0, reserved: 0, instant_payouts: 0 }
  const after = has(account, { currency }) ? totals : [...totals, opened]
  db.table(balances).replace({ ...account, totals: after, updated_at: now.toISOString() })
}
