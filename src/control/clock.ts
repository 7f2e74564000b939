import type { Clock, Fired } from '../core/clock.ts'
import { fieldProblem } from '../core/problem.ts'
import { type ControlOperations, wrongField } from './context.ts'

/** The furthest that one call moves the clock: ten years, in seconds. */
const FURTHEST = 315_360_000

/** After it the year has five digits, which no vendor's format has. */
const LAST = new Date('9999-12-31T23:59:59.999Z')

export const clockHandlers = {
  getClock(_input, { namespace }) {
    return show(namespace.clock)
  },

  async advanceClock({ body }, { namespace, clockMoved }) {
    const fired = await namespace.clock.advance((now) => target(body, now))
    await namespace.keepClock()
    clockMoved()
    return { ...show(namespace.clock), fired: fired.map(showFired) }
  },

  async freezeClock({ body }, { namespace, clockMoved }) {
    const fired = await namespace.clock.freeze((now) => (body?.at === undefined ? now : ahead('at', body.at, now)))
    await namespace.keepClock()
    clockMoved()
    return { ...show(namespace.clock), fired: fired.map(showFired) }
  },

  async resumeClock(_input, { namespace, clockMoved }) {
    await namespace.clock.resume()
    await namespace.keepClock()
    clockMoved()
    return show(namespace.clock)
  },
} satisfies Partial<ControlOperations>

function show(clock: Clock) {
  return { now: clock.now().toISOString(), mode: clock.mode, offsetSeconds: clock.offset / 1000 }
}

const showFired = ({ at, what }: Fired) => ({ at: at.toISOString(), what })

function target({ seconds, to }: { seconds?: number; to?: string }, now: Date): Date {
  if (seconds === undefined && to === undefined) throw fieldProblem('missing', 'seconds', 'seconds or to is required')
  if (seconds !== undefined && to !== undefined) throw wrongField('to', 'give seconds or to, not both')
  return to === undefined
    ? within('seconds', new Date(now.getTime() + (seconds ?? 0) * 1000), now)
    : ahead('to', to, now)
}

/** An instant to move to. Throws a Problem of kind `invalid` when it is none, or not one the clock goes to. */
function ahead(field: string, text: string, now: Date): Date {
  const instant = new Date(text)
  // The format lets a leap second and a short offset pass, which Date does not know.
  if (Number.isNaN(instant.getTime()))
    throw wrongField(field, `${field} must be an instant such as 2026-04-20T12:00:00Z`)
  if (instant < now) throw wrongField(field, `the clock only moves forward, and it is ${now.toISOString()}`)
  return within(field, instant, now)
}

function within(field: string, instant: Date, now: Date): Date {
  if (instant.getTime() - now.getTime() > FURTHEST * 1000)
    throw wrongField(field, 'one call moves the clock by ten years at the most')
  if (instant > LAST) throw wrongField(field, `the clock goes to ${LAST.toISOString()} and not further`)
  return instant
}
