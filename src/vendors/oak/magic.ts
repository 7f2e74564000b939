import type { Reader } from '../../core/collection.ts'
import { SLOW, type Wish, wishOf } from '../../core/wish.ts'
import type { Magic } from '../vendor.ts'
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
export function wishedAtFirst(row: Registration, wish: Wish, now: Date): Registration {
  if (wish.outcome === 'review') return decided(row, 'processing', now)
  if (!wish.isSlow) return wishedAtLast(row, wish, now)
  return decided(row, 'processing', now, { due_at: new Date(now.getTime() + SLOW).toISOString() })
}

/** What becomes of it in the end: an e-mail that wishes for nothing any more is as good as one that approves. */
export function wishedAtLast(row: Registration, wish: Wish | undefined, now: Date): Registration {
  if (wish?.outcome === 'review') return { ...row, due_at: null }
  if (wish?.outcome !== 'reject') return decided(row, 'approved', now)
  const failure_reasons = [{ code: 'verification_failed' as const, message: REASON, fields: [], endorsement: null }]
  return decided(row, 'rejected', now, { rejection_reason: REASON, failure_reasons })
}
