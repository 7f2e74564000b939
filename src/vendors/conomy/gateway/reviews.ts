import { Reply } from '../../../contract/reply.ts'
import { isDocumented } from '../customer.ts'
import { registered } from '../document.ts'
import { toInstant } from '../instant.ts'
import { documentationStatus, type Payment, paymentOf, payments, requireMove } from '../payment.ts'
import { tellStatus } from '../payment-events.ts'
import { gate, inReview } from '../review.ts'
import { resolveAsWished } from '../review-magic.ts'
import { approveReview, rejectReview } from '../review-moves.ts'
import { customerOfPayment } from '../settlement.ts'
import type { GatewayHandlers } from './handlers.ts'
import { tenantOf } from './tenant.ts'

export const reviewHandlers = {
  registerPaymentDocument({ params, body }, context) {
    const { db, now, settings } = context
    const payment = paymentOf(tenantOf(context), params.id, db)
    requireMove('addDocument', payment)
    const document = registered(body, now, settings)
    const documents = [...payment.documents, document]
    const aggregate = documentationStatus(documents)
    const after = { ...payment, documents, documentationStatus: aggregate, updatedAt: toInstant(now) }
    resolveAsWished(db.table(payments).replace(after), context)
    return { paymentId: payment.id, status: payment.status, documentationStatus: aggregate, document }
  },

  requestReview({ params, body }, context) {
    const { db, now, settings } = context
    const payment = paymentOf(tenantOf(context), params.id, db)
    if (payment.status === 'REQUIRES_REVIEW')
      return new Reply(200, shown(payment, { alreadyFlagged: true, bypassed: false }))
    requireMove('requestReview', payment)
    const customer = customerOfPayment(payment, db)
    const review = gate(payment, customer, settings) ?? { reason: 'manual', detail: 'requested by the client' }
    const reason = body?.reason ?? review.reason
    if (customer && isDocumented(customer) && body?.force !== true) {
      const spared = { ...payment, review: { reason, detail: 'the customer is documented' } }
      return new Reply(200, shown(spared, { alreadyFlagged: false, bypassed: true }))
    }
    const flagged = db.table(payments).replace(inReview(payment, { ...review, reason }, now))
    tellStatus(flagged, context)
    return new Reply(202, shown(flagged, { alreadyFlagged: false, bypassed: false }))
  },

  resolveReview({ params, body }, context) {
    const payment = paymentOf(tenantOf(context), params.id, context.db)
    requireMove('resolveReview', payment)
    const resolved =
      body.decision === 'APPROVED'
        ? approveReview(payment, context)
        : rejectReview(payment, body.rejectionReason, context)
    return {
      paymentId: resolved.id,
      status: resolved.status,
      documentationStatus: resolved.documentationStatus,
      reviewDecision: body.decision,
      reviewedAt: resolved.updatedAt,
    }
  },
} satisfies Partial<GatewayHandlers>

function shown(
  { id, status, documentationStatus: aggregate, review }: Payment,
  outcome: { alreadyFlagged: boolean; bypassed: boolean },
) {
  return {
    paymentId: id,
    status,
    documentationStatus: aggregate,
    reason: review?.reason ?? '',
    detail: review?.detail ?? '',
    ...outcome,
  }
}
