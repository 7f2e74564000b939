import { SLOW, wishOf } from '../../core/wish.ts'
import type { Alarm, Alarms, Context, Magic } from '../vendor.ts'
import { type Customer, customers } from './customer.ts'
import type { Document } from './document.ts'
import { approveDocument, type DocumentDesk, rejectDocument } from './document-moves.ts'

const WHERE = 'the e-mail of a customer'

/** What happens without an operator to customers whose e-mail says so; to payments in `review.ts` and `review-magic.ts`. */
export const magic: readonly Magic[] = [
  {
    value: 'approve',
    where: WHERE,
    effect: 'a document is approved when it is uploaded, and so is the review of a payment that it is for',
  },
  {
    value: 'reject',
    where: WHERE,
    effect: 'a document is rejected when it is uploaded, and so is the review of a payment that it is for',
  },
  {
    value: 'review',
    where: WHERE,
    effect: 'payments wait for a review, whatever their amount, until a document is approved',
  },
  { value: 'slow', where: WHERE, effect: 'a document, and a review, is decided after a while' },
]

/** What a document is rejected for. */
const REASON = 'The document is not legible'

/** Decides what was uploaded, when the customer's e-mail wishes it: at once, or when the alarm rings that it sets. */
export function decideAsWished(customer: Customer, desk: DocumentDesk & Pick<Context, 'setAlarm'>): Customer {
  const after = decideDue(customer, desk)
  const alarm = decisionAlarm(after)
  if (alarm) desk.setAlarm(alarm)
  return after
}

/** Decides every document whose time has come. */
function decideDue(customer: Customer, desk: DocumentDesk): Customer {
  const isRejected = wishOf(customer.email)?.outcome === 'reject'
  return customer.documents.reduce((current, document, index) => {
    const at = decisionAt(customer, document)
    if (!at || at > desk.now) return current
    return isRejected ? rejectDocument(current, index, REASON, desk) : approveDocument(current, index, desk)
  }, customer)
}

/** When a document decides itself; undefined when it waits for an operator, or for nothing any more. */
function decisionAt({ email }: Customer, { status, uploadedAt }: Document): Date | undefined {
  const wish = wishOf(email)
  if (!wish || wish.outcome === 'review' || status !== 'UPLOADED' || uploadedAt === undefined) return undefined
  return new Date(Date.parse(uploadedAt) + (wish.isSlow ? SLOW : 0))
}

function decisionAlarm(customer: Customer): Alarm | undefined {
  const times = customer.documents.flatMap((document) => decisionAt(customer, document)?.getTime() ?? [])
  if (times.length === 0) return undefined
  return {
    row: customer.id,
    at: new Date(Math.min(...times)),
    what: `documents of customer ${customer.id} are decided`,
  }
}

/** Of the customers whose documents are decided after a while. */
export const decisionAlarms: Alarms = {
  pending: (db) =>
    [...db.table(customers).where('waiting', 'waiting')].map(decisionAlarm).filter((alarm) => alarm !== undefined),

  ring(id, context) {
    const customer = context.db.table(customers).get(id)
    return customer !== undefined && decideAsWished(customer, context) !== customer
  },
}
