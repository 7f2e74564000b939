import { isDeepStrictEqual } from 'node:util'
import type { Attempt, Delivery } from '../core/outbox.ts'
import type { Sealed } from '../vendors/vendor.ts'
import type { Outcome } from './post.ts'

/** What is written down of an attempt. */
export function toAttempt(made: {
  current: Delivery
  /** As it was when the attempt began: a replay may have been asked for meanwhile. */
  run: Delivery['run']
  at: Date
  url: string
  sealed: Sealed
  outcome: Outcome
  isDelivered: (status: number) => boolean
}): Attempt {
  const { status, response, durationMs, error } = made.outcome
  const before = made.current.attempts.at(-1)
  return {
    number: (before?.number ?? 0) + 1,
    at: made.at.toISOString(),
    ...(made.run.isReplay && { replayedAt: made.run.startedAt }),
    url: made.url,
    headers: alike(before?.headers, made.sealed.headers),
    status,
    response: alike(before?.response, response),
    durationMs,
    error: alike(before?.error, error ?? (made.isDelivered(status ?? 0) ? null : `the endpoint answered ${status}`)),
  }
}

/** The value itself, or the one before when it is the same: a hundred thousand that fail alike need not be kept apart. */
const alike = <T>(before: T | undefined, value: T): T =>
  before !== undefined && isDeepStrictEqual(before, value) ? before : value
