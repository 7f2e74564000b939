import type { ClockState } from './clock.ts'
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

/** What is wrong with such a row that this program may not have written; undefined when nothing is. */
export function objectionToState(row: Row): string | undefined {
  const { version = FORMAT, random, clock }: Row & { version?: unknown; random?: unknown; clock?: unknown } = row
  if (typeof version !== 'number' || version > FORMAT)
    return `it is of format ${String(version).slice(0, 20)}, and this version reads formats up to ${FORMAT}`
  if (random !== undefined && !(typeof random === 'string' && /^[0-9a-f]{32}$/.test(random)))
    return `"${STATE_COLLECTION}"."${STATE}"."random" must be 32 hexadecimal digits`
  if (clock !== undefined && !isClockState(clock))
    return `"${STATE_COLLECTION}"."${STATE}"."clock" must have an offset and an instant, in ms`
  return undefined
}

function isClockState(value: unknown): value is ClockState {
  if (typeof value !== 'object' || value === null || !('offset' in value) || !('frozenAt' in value)) return false
  return isTime(value.offset) && (value.frozenAt === null || isTime(value.frozenAt))
}

/** The largest number of ms that is a date, far beyond which a clock cannot go. */
const FURTHEST = 8.64e15 / 2

const isTime = (value: unknown): value is number => typeof value === 'number' && Math.abs(value) <= FURTHEST
