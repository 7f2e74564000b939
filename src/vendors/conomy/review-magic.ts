import type { Reader } from '../../core/collection.ts'
import { SLOW, wishOf } from '../../core/wish.ts'
import type { Alarm, Alarms, Context } from '../vendor.ts'
import { type Payment, payments } from './payment.ts'
import { approveReview, rejectReview } from './review-moves.ts'
import { customerOfPayment, type Desk } from './settlement.ts'

/** What a review is decided against for. */
const REASON = 'The document is not legible'

/** Resolves a review that has its paper, when the customer's e-mail wishes it: at once, or when its alarm rings. */
export function resolveAsWished(payment: Payment, desk: Desk & Pick<Context, 'setAlarm'>): void {
  const [alarm] = reviewAlarmsOf(payment, desk.db)
  if (!alarm) return
  if (alarm.at > desk.now) desk.setAlarm(alarm)
  else if (outcomeFor(payment, desk.db) === 'reject') rejectReview(payment, REASON, desk)
  else approveReview(payment, desk)
}

const outcomeFor = (payment: Payment, db: Reader) => wishOf(customerOfPayment(payment, db)?.email)?.outcome

/** When a review resolves itself; none when it waits for somebody, or for a paper. */
function reviewAlarmsOf(payment: Payment, db: Reader): Alarm[] {
  const wish = wishOf(customerOfPayment(payment, db)?.email)
  const paper = payment.documents.find(({ status }) => status === 'UPLOADED')
  if (!wish || wish.outcome === 'review' || payment.status !== 'REQUIRES_REVIEW' || !paper?.uploadedAt) return []
  const at = new Date(Date.parse(paper.uploadedAt) + (wish.isSlow ? SLOW : 0))
  return [{ row: payment.id, at, what: `the review of payment ${payment.id} is resolved` }]
}

/** Of the payments whose review is resolved after a while. */
export const reviewAlarms: Alarms = {
  pending: (db) => [...db.table(payments).all()].flatMap((payment) => reviewAlarmsOf(payment, db)),

  ring(id, context) {
    const payment = context.db.table(payments).get(id)
    if (!payment || !reviewAlarmsOf(payment, context.db).some(({ at }) => at <= context.now)) return false
    resolveAsWished(payment, context)
    return true
  },
}
