import type { Reader } from '../../core/collection.ts'
import { SLOW, type Wish, wishOf } from '../../core/wish.ts'
import type { Alarm, Magic } from '../vendor.ts'
import { customers } from './customer.ts'
import { decided, type Registration } from './registration.ts'

const WHERE = 'the e-mail of a customer'

/** What providers do by themselves with customers whose e-mail says so. */
export const magic: readonly Magic[] = [
  { value: 'approve', where: WHERE, effect: 'a registration is approved when it is submitted, at any provider' },
  { value: 'reject', where: WHERE, effect: 'a registration is rejected when it is submitted, with reasons' },
  { value: 'review', where: WHERE, effect: 'a registration that is submitted stays in processing, at any provider' },
  {
    value: 'slow',
    where: WHERE,
    effect: 'a registration that is submitted is in processing, and decided after a while',
  },
]

const REASON = 'The identity could not be verified'

/** What the e-mail of a registration's customer wishes for. */
export const wishFor = ({ customer_id }: Registration, db: Reader): Wish | undefined =>
  wishOf(db.table(customers).get(customer_id)?.email)

/** What becomes of a registration that was handed to its provider. */
export const wishedAtFirst = (row: Registration, wish: Wish, now: Date): Registration =>
  wish.isSlow || wish.outcome === 'review' ? decided(row, 'processing', now) : wishedAtLast(row, wish, now)

/** What becomes of it in the end. */
export function wishedAtLast(row: Registration, { outcome }: Wish, now: Date): Registration {
  if (outcome !== 'reject') return decided(row, 'approved', now)
  const failure_reasons = [{ code: 'verification_failed' as const, message: REASON, fields: [], endorsement: null }]
  return decided(row, 'rejected', now, { rejection_reason: REASON, failure_reasons })
}

/** When a registration is decided that was put off; none when it was not, or is decided. */
export function decisionAlarms(row: Registration, db: Reader): Alarm[] {
  const wish = wishFor(row, db)
  if (row.status !== 'processing' || !wish?.isSlow || wish.outcome === 'review') return []
  const at = new Date(Date.parse(row.updated_at) + SLOW)
  return [{ row: row.id, at, what: `registration ${row.id} is decided` }]
}
