import { Problem } from '../../core/problem.ts'
import { wishOf } from '../../core/wish.ts'
import { type Customer, isDocumented } from './customer.ts'
import type { Document } from './document.ts'
import { limitFor } from './limits.ts'
import { compare } from './money.ts'
import { documentationStatus, inStatus, type Payment } from './payment.ts'
import type { ConomySettings } from './settings.ts'

/**
 * Why a payment has to wait for a review: the amount reaches the threshold of its currency, or the customer's e-mail
 * wishes it, and the customer is not documented. Undefined when it need not. A payment without a customer has nobody to
 * review.
 */
export function gate(
  payment: Payment,
  customer: Customer | undefined,
  { reviewThresholds }: ConomySettings,
): { reason: string; detail: string } | undefined {
  if (!customer || isDocumented(customer)) return undefined
  if (wishOf(customer.email)?.outcome === 'review') return { reason: 'manual', detail: `e-mail=${customer.email}` }
  const { totalAmount, currency } = payment
  const threshold = limitFor(reviewThresholds, payment)
  if (threshold === undefined || compare(totalAmount, threshold) < 0) return undefined
  return { reason: 'amount_threshold', detail: `amount=${totalAmount} >= threshold=${threshold} ${currency}` }
}

/** A payment that waits for its documents. */
export const inReview = (payment: Payment, review: { reason: string; detail: string }, now: Date): Payment => ({
  ...inStatus(payment, 'REQUIRES_REVIEW', now),
  review,
  documentationStatus: documentationStatus(payment.documents),
})

/** A payment whose papers were found good. Throws a Problem of kind `state` when there are none to find good. */
export function reviewApproved(payment: Payment, now: Date): Payment {
  if (!payment.documents.some(({ status }) => status === 'UPLOADED')) {
    throw new Problem('state', 'A review is approved on an uploaded document, and there is none', {
      allowed: ['addDocument'],
    })
  }
  const documents = payment.documents.map((document) => decided(document, { status: 'APPROVED' }))
  return { ...inStatus(payment, 'CAPTURED', now), documents, documentationStatus: 'APPROVED' }
}

/** A payment that has failed because its papers were found wanting; `reason` is shown with each of them. */
export function reviewRejected(payment: Payment, reason: string | undefined, now: Date): Payment {
  const why = reason === undefined ? {} : { rejectionReason: reason }
  const documents = payment.documents.map((document) => decided(document, { status: 'REJECTED', ...why }))
  return { ...inStatus(payment, 'FAILED', now), documents, documentationStatus: 'REJECTED' }
}

/** Only what has been uploaded can be decided. */
const decided = (document: Document, decision: Pick<Document, 'status'> & Partial<Document>): Document =>
  document.status === 'UPLOADED' ? { ...document, ...decision } : document

/**
 * A customer with the papers on file that a decision has approved: one passed review spares all later ones, which the
 * compliance overview promises. Papers that were approved before that decision are there already.
 */
export function withPapersOf(customer: Customer, before: Payment, after: Payment): Customer {
  const approved = after.documents.filter(
    ({ status }, at) => status === 'APPROVED' && before.documents[at]?.status !== 'APPROVED',
  )
  return { ...customer, documents: [...customer.documents, ...approved], updatedAt: after.updatedAt }
}
