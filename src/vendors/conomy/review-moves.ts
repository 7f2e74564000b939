import { customers, isDocumented } from './customer.ts'
import { isUnassigned, type Payment, payments } from './payment.ts'
import { tell } from './payment-events.ts'
import { reviewApproved, reviewRejected, withPapersOf } from './review.ts'
import { customerOfPayment, type Desk, endUnpaid } from './settlement.ts'
import { levelChanged } from './webhooks.ts'

/** Finds the papers of a payment in review good, for this and for later ones of its customer. */
export function approveReview(payment: Payment, desk: Desk): Payment {
  const { db, now, emit } = desk
  const approved = db.table(payments).replace(reviewApproved(payment, now))
  const customer = customerOfPayment(approved, db)
  if (customer) {
    const after = db.table(customers).replace(withPapersOf(customer, payment, approved))
    if (!isDocumented(customer)) emit('customer.levelChanged', after.clientId, levelChanged(after))
  }
  tell('payment.reviewApproved', approved, desk)
  tell('payment.reviewResolved', approved, desk)
  if (isUnassigned(approved)) tell('purchase.pendingAssignment', approved, desk)
  return approved
}

/** Ends a payment whose papers are not good. */
export function rejectReview(payment: Payment, reason: string | undefined, desk: Desk): Payment {
  const events = ['payment.reviewRejected', 'payment.reviewResolved'] as const
  return endUnpaid(payment, reviewRejected(payment, reason, desk.now), desk, events)
}
