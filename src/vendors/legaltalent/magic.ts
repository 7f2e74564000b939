import type { Reader } from '../../core/collection.ts'
import { type Outcome, SLOW, type Wish, wishOf } from '../../core/wish.ts'
import type { Alarm, Magic } from '../vendor.ts'
import { type Decision, decisionOf, type Verdict } from './automation.ts'
import { customers } from './customer.ts'
import type { Session } from './session.ts'

const WHERE = 'the e-mail of a customer'

/** What end users and reviewers do by themselves where the customer's e-mail says so. */
export const magic: readonly Magic[] = [
  { value: 'approve', where: WHERE, effect: 'a session finishes when it is created, and is approved' },
  { value: 'reject', where: WHERE, effect: 'a session finishes when it is created, and is rejected' },
  { value: 'review', where: WHERE, effect: 'a session finishes when it is created, and is in manual review' },
  { value: 'slow', where: WHERE, effect: 'a session finishes after a while, unless its end user is quicker' },
]

/** What the e-mail of a session's customer wishes for. Related parties have no customer of their own. */
export function wishFor({ customer_id, parent_session_id }: Session, db: Reader): Wish | undefined {
  if (customer_id === null || parent_session_id !== null) return undefined
  return wishOf(db.table(customers).get(customer_id)?.email)
}

const VERDICT: Readonly<Record<Outcome, Verdict>> = {
  approve: 'approved',
  reject: 'rejected',
  review: 'manual_review',
}

/** The decision that is wished for, without a look at the rules. */
export const wished = ({ outcome }: Wish): Decision => decisionOf(VERDICT[outcome])

/** When a session finishes by itself; none when it does not, or is not waiting for its end user. */
export function finishAlarms(session: Session, db: Reader): Alarm[] {
  if (session.status !== 'active' || !wishFor(session, db)?.isSlow) return []
  const at = new Date(Date.parse(session.created_at) + SLOW)
  return [{ row: session.id, at, what: `session ${session.id} is finished` }]
}
