import { IncomingMessage } from 'node:http'
import type { MiddlewareHandler } from 'hono'
import { Problem } from '../core/problem.ts'
import type { RateCounter } from '../core/rate-counter.ts'
import type { RateLimit } from '../vendors/vendor.ts'

type Counting = {
  /** Whose limit it is; callers of different surfaces are counted apart. */
  surface: string
  counter: RateCounter
  now: () => Date
  isEnforced: boolean
  refuse: (problem: Problem) => Response
}

/** Says on every answer how many requests the caller has left, and refuses when it is to and there are none. */
export function countRequests(limit: RateLimit, counting: Counting): MiddlewareHandler {
  return async (c, next) => {
    const now = counting.now()
    const { remaining, resetAt, isOver } = counting.counter.take(`${counting.surface} ${addressOf(c.env)}`, limit, now)
    if (isOver && counting.isEnforced) {
      const retryAfter = Math.ceil((resetAt.getTime() - now.getTime()) / 1000)
      c.res = counting.refuse(new Problem('too-many', limit.message(retryAfter), { retryAfter }))
    } else {
      await next()
    }
    const headers = limit.headers({ requests: limit.requests, remaining, resetAt })
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** The address that asks; nothing for a request that came by `fetch`, in process. */
function addressOf(env: unknown): string {
  const incoming = typeof env === 'object' && env !== null && 'incoming' in env ? env.incoming : undefined
  return incoming instanceof IncomingMessage ? (incoming.socket.remoteAddress ?? '') : ''
}
