import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import { type ControlOperations, wrongField } from './context.ts'

/** The furthest that one call moves the clock: ten years, in seconds. */
const FURTHEST = 315_360_000

export const clockHandlers = {
  getClock(_input, { namespace }) {
    return show(namespace.clock)
  },

  async advanceClock({ body }, { namespace }) {
    const fired = await namespace.clock.advance((now) => target(body, now))
    await namespace.keepClock()
    return { ...show(namespace.clock), fired: fired.map(({ at, what }) => ({ at: at.toISOString(), what })) }
  },
} satisfies Partial<ControlOperations>

function show(clock: Clock) {
  return { now: clock.now().toISOString(), mode: clock.mode, offsetSeconds: clock.offset / 1000 }
}

function target({ seconds, to }: { seconds?: number; to?: string }, now: Date): Date {
  if (seconds === undefined && to === undefined) {
    throw new Problem('missing', 'seconds or to is required', {
      faults: [{ kind: 'missing', in: 'body', field: 'seconds', message: 'seconds or to is required' }],
    })
  }
  if (seconds !== undefined && to !== undefined) throw wrongField('to', 'give seconds or to, not both')
  const instant = to === undefined ? new Date(now.getTime() + (seconds ?? 0) * 1000) : new Date(to)
  // The format lets a leap second and a short offset pass, which Date does not know.
  if (Number.isNaN(instant.getTime())) throw wrongField('to', 'to must be an instant such as 2026-04-20T12:00:00Z')
  if (instant < now) throw wrongField('to', `the clock only moves forward, and it is ${now.toISOString()}`)
  if (instant.getTime() - now.getTime() > FURTHEST * 1000)
    throw wrongField('to', 'one call moves the clock by ten years at the most')
  return instant
}
