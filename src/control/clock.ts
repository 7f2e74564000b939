import type { Clock, Fired } from '../core/clock.ts'
import { objection } from '../core/clock-moves.ts'
import { fieldProblem } from '../core/problem.ts'
import { type ControlOperations, wrongField } from './context.ts'

export const clockHandlers = {
  getClock(_input, { namespace }) {
    return show(namespace.clock)
  },

  async advanceClock({ body }, { namespace, time }) {
    const fired = await time.advance((now) => target(body, now))
    return { ...show(namespace.clock), fired: fired.map(showFired) }
  },

  async freezeClock({ body }, { namespace, time }) {
    const fired = await time.freeze((now) => (body?.at === undefined ? now : ahead('at', body.at, now)))
    return { ...show(namespace.clock), fired: fired.map(showFired) }
  },

  async resumeClock(_input, { namespace, time }) {
    await time.resume()
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
  // The format lets a leap second and a short offset pass, which Date does not know.
  return within(field, new Date(text), now)
}

function within(field: string, instant: Date, now: Date): Date {
  const reason = objection(instant, now)
  if (reason !== undefined) throw wrongField(field, reason)
  return instant
}
