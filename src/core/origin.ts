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
