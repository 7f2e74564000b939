import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { anyonesRow, ownRow } from './own-row.ts'
import type { Payment, PaymentStatus } from './payment.ts'
import type { Provider } from './provider.ts'

/** What a payer says against a payment. */
export type Dispute = Row & {
  readonly tenant: string
  readonly payment_id: string
  /** What the payment was before, and is again when the dispute is won. */
  readonly payment_status: PaymentStatus
  readonly provider: Provider
  readonly status: components['schemas']['OakDispute']['status']
  readonly reason: string
  readonly amount: number
  readonly currency: string
  readonly evidence: Readonly<Record<string, unknown>>
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const disputes = collection<Dispute>()('oak.disputes', {
  byTenant: (dispute) => dispute.tenant,
})

/** A new dispute of a payment, as it was before: of what has not been refunded. */
export function openedDispute(payment: Payment, reason: string, { id, now }: { id: string; now: Date }): Dispute {
  const { tenant, id: payment_id, status: payment_status, provider, currency } = payment
  const amount = payment.amount - payment.refunded_amount
  const at = now.toISOString()
  const about = { tenant, payment_id, payment_status, provider, amount, currency, reason }
  return { id, ...about, status: 'needs_response', evidence: {}, created_at: at, updated_at: at }
}

/** A dispute with more evidence. Throws a Problem of kind `state` when it does not wait for any. */
export function withEvidence(dispute: Dispute, evidence: Readonly<Record<string, unknown>>, now: Date): Dispute {
  requireStatus(dispute, ['needs_response'], 'evidence')
  return { ...dispute, evidence: { ...dispute.evidence, ...evidence }, updated_at: now.toISOString() }
}

/** A dispute whose evidence is handed in. Throws as `withEvidence` does. */
export function submittedDispute(dispute: Dispute, now: Date): Dispute {
  requireStatus(dispute, ['needs_response'], 'submit')
  return { ...dispute, status: 'under_review', updated_at: now.toISOString() }
}

/** A dispute that the merchant gives up. Throws a Problem of kind `state` when it is over. */
export function closedDispute(dispute: Dispute, now: Date): Dispute {
  requireStatus(dispute, ['needs_response', 'under_review'], 'close')
  return { ...dispute, status: 'lost', updated_at: now.toISOString() }
}

/** A dispute that the payer's bank has decided. Throws as `closedDispute` does. */
export function decidedDispute(dispute: Dispute, status: 'won' | 'lost', now: Date): Dispute {
  requireStatus(dispute, ['needs_response', 'under_review'], status)
  return { ...dispute, status, updated_at: now.toISOString() }
}

function requireStatus(dispute: Dispute, statuses: readonly Dispute['status'][], move: string): void {
  if (statuses.includes(dispute.status)) return
  throw new Problem('state', `A dispute that is ${dispute.status} does not allow: ${move}`)
}

const KIND = { rows: disputes, prefix: 'dsp', field: 'dispute_id' } as const

/** The tenant's dispute with this id. Throws as `ownRow` does. */
export const disputeOf = (tenant: string, id: string, reader: Reader): Dispute => ownRow(KIND, { tenant, id }, reader)

/** A dispute of whichever tenant: an operator sees them all. */
export const anyonesDispute = (id: string, reader: Reader): Dispute => anyonesRow(KIND, id, reader)

/** A dispute as the wire shows it. */
export function presentDispute({
  tenant: _,
  payment_status: __,
  ...shown
}: Dispute): components['schemas']['OakDispute'] {
  return { ...shown, evidence: { ...shown.evidence } }
}
