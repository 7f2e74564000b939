import type { MiddlewareHandler } from 'hono'
import { Problem } from '../core/problem.ts'
import type { RateLimit } from '../vendors/vendor.ts'
import type { Bindings, Connection, Env, Site } from './services.ts'

type Counting = {
  /** Whose limit it is; callers of different surfaces are counted apart. */
  surface: string
  isEnforced: (site: Site) => boolean
  refuse: (problem: Problem, bindings: Bindings) => Response
}

/** Says on every answer how many requests the caller has left, and refuses when it is to and there are none. */
export function countRequests(limit: RateLimit, counting: Counting): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { site } = c.env
    const { rates, clock } = site.namespace
    const now = clock.now()
    const { remaining, resetAt, isOver } = rates.take(`${counting.surface} ${callerOf(c.env)}`, limit, now)
    if (isOver && counting.isEnforced(site)) {
      const retryAfter = Math.ceil((resetAt.getTime() - now.getTime()) / 1000)
      c.res = counting.refuse(new Problem('too-many', limit.message(retryAfter), { retryAfter }), c.env)
    } else {
      await next()
    }
    const headers = limit.headers({ requests: limit.requests, remaining, resetAt })
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}

/** The address that asks; nothing for a request that came by `fetch`, in process. */
const callerOf = ({ incoming }: Connection): string => incoming?.socket.remoteAddress ?? ''
