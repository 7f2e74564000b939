import type { Alarms } from '../vendor.ts'
import { decisionAlarms } from './magic.ts'
import { reviewAlarms } from './review-magic.ts'
import { expiryAlarms } from './settlement.ts'

/** Every kind of row that something happens to because time passes. Where a row has two, each sees to its own time. */
const KINDS: readonly Alarms[] = [expiryAlarms, reviewAlarms, decisionAlarms]

export const alarms: Alarms = {
  pending: (db) => KINDS.flatMap((kind) => kind.pending(db)),
  ring: (row, context) => KINDS.some((kind) => kind.ring(row, context)),
}
