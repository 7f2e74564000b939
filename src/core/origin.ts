import type { ClockState } from './clock.ts'
import { CLOCK_RANGE, isInRange } from './clock-moves.ts'
import { collection, type Row } from './collection.ts'

/** Where time and chance begin. */
export type Origin = { readonly random: string; readonly clock: ClockState }

/** Chance and time are kept beside the rows, so that a restart goes on where it stopped. */
export type Kept = Row & { readonly version?: number; readonly random?: string; readonly clock?: ClockState }

/** The row that says so. */
export const STATE_COLLECTION = 'sandbox'
export const STATE = 'state'

export const kept = collection<Kept>()(STATE_COLLECTION, {})

/** The version of the data format; a file of a newer one is refused. */
export const FORMAT = 1

/**
 * What is wrong with such a row that this program may not have written, where the machine's time is `now`; undefined
 * when nothing is.
 */
export function objectionToState(row: Row, now: number): string | undefined {
  const { version = FORMAT, random, clock }: Row & { version?: unknown; random?: unknown; clock?: unknown } = row
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    return `"${STATE_COLLECTION}"."${STATE}"."version" must be a whole number, 1 or more`
  if (version > FORMAT) return `it is of format ${version}, and this version reads formats up to ${FORMAT}`
  if (random !== undefined && !(typeof random === 'string' && /^[0-9a-f]{32}$/.test(random)))
    return `"${STATE_COLLECTION}"."${STATE}"."random" must be 32 hexadecimal digits`
  return clock === undefined ? undefined : objectionToClock(clock, now)
}

function objectionToClock(clock: unknown, now: number): string | undefined {
  if (!isClockState(clock)) return `"${STATE_COLLECTION}"."${STATE}"."clock" must have an offset and an instant, in ms`
  const times = [now + clock.offset, clock.frozenAt ?? now]
  return times.every(isInRange) ? undefined : `"${STATE_COLLECTION}"."${STATE}"."clock" must show a time ${CLOCK_RANGE}`
}

function isClockState(value: unknown): value is ClockState {
  if (typeof value !== 'object' || value === null || !('offset' in value) || !('frozenAt' in value)) return false
  return typeof value.offset === 'number' && (value.frozenAt === null || typeof value.frozenAt === 'number')
}
