import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem } from '../../core/problem.ts'
import { wantedBy } from './one-of.ts'
import type { Provider, Role } from './provider.ts'

/** What there is in one currency, in minor units. */
export type Total = components['schemas']['OakTotal']

/** What a customer has at one provider in one role; the id is the account's. */
export type Balance = Row & {
  readonly tenant: string
  readonly customer_id: string
  readonly provider: Provider
  readonly role: Role
  readonly totals: readonly Total[]
  readonly updated_at: Instant
}

export const balances = collection<Balance>()('oak.balances', {
  byCustomer: (balance) => balance.customer_id,
})

/** A customer's balances, oldest account first, of the providers and roles that are asked for. */
export function balancesOf(
  customerId: string,
  filters: { provider?: string; role?: string },
  reader: Reader,
): readonly Balance[] {
  const providers = wantedBy(filters.provider)
  const roles = wantedBy(filters.role)
  return [...reader.table(balances).where('byCustomer', customerId)].filter(
    ({ provider, role }) => (!providers || providers.has(provider)) && (!roles || roles.has(role)),
  )
}

const EMPTY = { available: 0, pending: 0, reserved: 0, instant_payouts: 0 }

/**
 * Totals with every amount, 0 where none is given. Throws a Problem of kind `invalid` when there are two of one currency:
 * what is moved would be taken from both.
 */
export function wholeTotals(given: readonly (Partial<Total> & Pick<Total, 'currency'>)[]): Total[] {
  const totals = given.map((total) => ({ ...EMPTY, ...total, currency: total.currency.toLowerCase() }))
  const twice = totals.find(({ currency }, at) => totals.findIndex((other) => other.currency === currency) < at)
  if (twice) throw fieldProblem('invalid', 'totals', `totals must not have ${twice.currency} twice`)
  return totals
}

/** A balance in the shape of the SDK, and beside it the flat one of the API document: of its first total. */
export function presentBalance(balance: Balance, now: Date): components['schemas']['OakBalance'] {
  const { id, provider, role, customer_id, totals } = balance
  const [first] = totals
  return {
    account_id: id,
    provider,
    role,
    customer: { id: customer_id, role },
    as_of: now.toISOString(),
    totals: [...totals],
    available_balance: first?.available ?? 0,
    pending_balance: first?.pending ?? 0,
    currency: first?.currency ?? null,
  }
}
