import { collection, type Draft, type Row } from '../../core/collection.ts'
import type { FailureReason } from './registration.ts'

/** What can be told to fail before it begins. */
export type Failing = 'transfer' | 'payout' | 'buy' | 'sell' | 'installment' | 'refund'

/** What an operator has said of a merchant's next transaction of a type. */
export type NextFailure = Row & { readonly error: string }

export const nextFailures = collection<NextFailure>()('oak.nextFailures', {})

/** What a failure is called when nobody has said more. */
export const UNNAMED_FAILURE = 'The provider refused it'

const idOf = (tenant: string, type: Failing): string => `${tenant} ${type}`

/** Lets the merchant's next transaction of a type fail with this error. */
export function failNext(tenant: string, type: Failing, error: string, db: Draft): void {
  db.table(nextFailures).put({ id: idOf(tenant, type), error })
}

/** The error that the operator has asked for, once; null when there is none. */
export function takenFailure(tenant: string, type: Failing, db: Draft): string | null {
  const table = db.table(nextFailures)
  const id = idOf(tenant, type)
  const failure = table.get(id)
  table.remove(id)
  return failure?.error ?? null
}

/** Why something has failed, as the wire says it. */
export const reasonsOf = (failure: string | null): FailureReason[] | null =>
  failure === null ? null : [{ code: 'provider_rejected', message: failure, fields: [], endorsement: null }]
