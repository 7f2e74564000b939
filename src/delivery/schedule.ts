import { type Attempt, type Delivery, givenUp } from '../core/outbox.ts'
import type { RetrySchedule } from '../vendors/vendor.ts'

/** How many attempts of a delivery are kept. */
const KEPT_ATTEMPTS = 50

/**
 * A delivery after one more attempt: delivered, due again, or waiting to be given up. One that was given up meanwhile,
 * because its endpoint was removed, stays so.
 */
export function afterAttempt(delivery: Delivery, attempt: Attempt, schedule: RetrySchedule): Delivery {
  const attempts = [...delivery.attempts, attempt].slice(-KEPT_ATTEMPTS)
  if (attempt.error === null)
    return { ...delivery, attempts, status: 'delivered', nextAttemptAt: null, expiresAt: null }
  if (delivery.status === 'failed') return { ...delivery, attempts }
  const run = { ...delivery.run, attempts: delivery.run.attempts + 1 }
  const delay = schedule.delayAfter(run.attempts)
  if (delay === Number.POSITIVE_INFINITY) return givenUp({ ...delivery, attempts, run })
  const next = Date.parse(attempt.at) + delay
  const end = Date.parse(run.startedAt) + schedule.giveUpAfter
  return next <= end
    ? { ...delivery, attempts, run, nextAttemptAt: new Date(next).toISOString(), expiresAt: null }
    : { ...delivery, attempts, run, nextAttemptAt: null, expiresAt: new Date(end).toISOString() }
}

/** When something has to be done about a delivery next. */
export function dueAt({ nextAttemptAt, expiresAt }: Delivery): Date | undefined {
  const at = nextAttemptAt ?? expiresAt
  return at === null ? undefined : new Date(at)
}
