import { type Delivery, deliveries, messages } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import type { Store } from '../core/store.ts'
import { dueAt } from '../delivery/schedule.ts'
import type { Vendor } from '../vendors/vendor.ts'

/** Throws a Problem when rows that this program may not have written are such that it could not go on with them. */
export function requireSound(store: Store, vendors: readonly Vendor[]): void {
  for (const alarm of vendors.flatMap(({ alarms }) => alarms.pending(store))) {
    if (Number.isNaN(alarm.at.getTime())) throw new Problem('invalid', `"${alarm.row}" has a time that is none`)
  }
  for (const delivery of store.table(deliveries).where('byStatus', 'pending')) requireDelivery(delivery, store)
}

/** Throws when the dispatcher could not work with it. */
function requireDelivery(delivery: Delivery, store: Store): void {
  const { id, messageId, run } = delivery
  const message = store.table(messages).get(messageId)
  const isWhole = Number.isInteger(run.attempts) && !Number.isNaN(Date.parse(run.startedAt))
  if (message && isWhole && !Number.isNaN(dueAt(delivery)?.getTime())) return
  throw new Problem('invalid', `delivery ${id} is pending, and lacks its message or its schedule`)
}
