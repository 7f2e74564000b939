import { isDeepStrictEqual } from 'node:util'
import type { Row } from '../../../../src/core/collection.ts'
import type { Snapshot } from '../../../../src/core/snapshot.ts'
import { type Account, accounts } from '../../../../src/vendors/conomy/account.ts'
import { compare, plus, sum } from '../../../../src/vendors/conomy/money.ts'
import { type Leg, type Payment, payments } from '../../../../src/vendors/conomy/payment.ts'
import type { Invariant, StepInvariant } from '../invariant.ts'

/** A payment that may still end either way. */
const OPEN: readonly Payment['status'][] = ['CREATED', 'AUTHORIZED', 'REQUIRES_REVIEW', 'CAPTURED', 'RECEIVED']

/** What an account cannot dispose of is what open payments have set aside. */
export const reservesAddUp: Invariant = ({ store }) => {
  const open = [...store.table(payments).all()].filter(({ hasMoved, status }) => !hasMoved && OPEN.includes(status))
  return [...store.table(accounts).all()].flatMap(({ id, balance, availableFunds }) => {
    const reserved = sum(open.flatMap(({ givers }) => amountsOf(givers, id)))
    const isWhole = compare(plus(availableFunds, reserved), balance) === 0 && compare(availableFunds, '0') >= 0
    return isWhole ? [] : [`account ${id} has ${balance}, ${availableFunds} available and ${reserved} reserved`]
  })
}

/** Operations that give an account a balance, or everybody another state. */
const BALANCES_CHANGE = new Set([
  'conomy-gateway.setBalance',
  'sandbox.importState',
  'sandbox.reset',
  'sandbox.restoreSnapshot',
])

/** A balance changes by what payments have moved, and by nothing else. */
export const balancesFollowPayments: StepInvariant = ({ id, before, after }) => {
  if (BALANCES_CHANGE.has(id)) return []
  const earlier = rowsOf<Account>(before, accounts.name)
  const was = rowsOf<Payment>(before, payments.name)
  const moved = [...rowsOf<Payment>(after, payments.name).values()].filter(
    (payment) => payment.hasMoved && was.get(payment.id)?.hasMoved !== true,
  )
  return [...rowsOf<Account>(after, accounts.name).values()].flatMap((account) => {
    const start = earlier.get(account.id)
    if (start === account) return []
    const given = sum(moved.flatMap(({ givers }) => amountsOf(givers, account.id)))
    const taken = sum(moved.flatMap(({ takers }) => amountsOf(takers, account.id)))
    const isRight = compare(plus(account.balance, given), plus(start?.balance ?? '0', taken)) === 0
    return isRight ? [] : [`the balance of account ${account.id} changes, and no payment moves that much`]
  })
}

/** Whoever is shown with documents is documented exactly when one of them is approved. */
export const documentedMeansApproved: StepInvariant = ({ id, answer }) =>
  id.startsWith('conomy') ? undocumented(answer.json) : []

function undocumented(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(undocumented)
  const { isDocumented, documents } = value as { isDocumented?: unknown; documents?: unknown }
  if (typeof isDocumented !== 'boolean' || !Array.isArray(documents)) return inner
  const isApproved = documents.some((document: { status?: unknown }) => document.status === 'APPROVED')
  return isDeepStrictEqual(isApproved, isDocumented) ? inner : [...inner, 'isDocumented is not what the documents say']
}

const amountsOf = (legs: readonly Leg[], account: string): string[] =>
  legs.filter(({ accountId }) => accountId === account).map(({ amount }) => amount)

const rowsOf = <R extends Row>({ rows }: Snapshot, name: string): Map<string, R> =>
  new Map([...(rows.get(name)?.values() ?? [])].map((row) => [row.id, row as R]))
