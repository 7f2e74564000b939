import type { Alarms } from '../vendor.ts'
import { decisionAlarms } from './magic.ts'
import { expiryAlarms } from './settlement.ts'

/** Every kind of row that something happens to because time passes. Ids are not shared between kinds. */
const KINDS: readonly Alarms[] = [expiryAlarms, decisionAlarms]

export const alarms: Alarms = {
  pending: (db) => KINDS.flatMap((kind) => kind.pending(db)),
  ring: (row, context) => KINDS.some((kind) => kind.ring(row, context)),
}
