import type { Alarms } from '../vendor.ts'
import { movementAlarms } from './moving.ts'
import { registrationAlarms } from './registering.ts'
import { syncAlarms } from './sync.ts'

/** Every kind of row that something happens to because time passes. Ids are not shared between kinds. */
const KINDS: readonly Alarms[] = [syncAlarms, movementAlarms, registrationAlarms]

export const alarms: Alarms = {
  pending: (db) => KINDS.flatMap((kind) => kind.pending(db)),
  ring: (row, context) => KINDS.some((kind) => kind.ring(row, context)),
}
