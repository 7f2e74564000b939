import type { Contract } from '../contract/contract.ts'
import type { RowChecker } from '../contract/row-checker.ts'
import type { AsyncHandlers } from '../contract/types.ts'
import type { Fired } from '../core/clock.ts'
import type { Collections } from '../core/collection.ts'
import type { Faults } from '../core/faults.ts'
import type { Feed } from '../core/feed.ts'
import type { Machine } from '../core/machine.ts'
import type { Namespace } from '../core/namespace.ts'
import { suggestionAmong } from '../core/nearest.ts'
import type { Origin } from '../core/origin.ts'
import { type Fault, fieldProblem, type Problem } from '../core/problem.ts'
import type { RequestLog } from '../core/request-log.ts'
import type { Snapshot } from '../core/snapshot.ts'
import type { Snapshots } from '../core/snapshots.ts'
import type { Dispatcher } from '../delivery/dispatcher.ts'
import type { Vendor } from '../vendors/vendor.ts'

/** What the control API acts on: one namespace, and what is the same in all of them. */
export type ControlContext = {
  contract: Contract
  namespace: Namespace
  dispatcher: Dispatcher
  vendors: readonly Vendor[]
  storage: 'disk' | 'memory'
  seed: number
  /** Goes back to the seeded state. */
  reset: () => Promise<void>
  /** Goes back to a snapshot, at once for everybody. */
  restore: (snapshot: Snapshot) => Promise<void>
  /** The same for the rows of a file; what it does not say of time and chance is as at the start. */
  import: (rows: Collections, origin: Partial<Origin>) => Promise<void>
  time: Time
  /** Holds the rows of a file against their types. */
  rowChecker: () => Promise<RowChecker>
  snapshots: Snapshots
  /** The namespace's name. */
  name: string
  /** Where whoever asks reaches the namespace, `http://localhost:4010` or `http://localhost:4010/@ci-7`. */
  origin: string
  faults: Faults
  log: RequestLog
  feed: Feed
  machine: Machine
  neighbours: () => Neighbours
}

/** The moves of the namespace's clock. Each resolves when it is stored, and those who watch have been told. */
export type Time = {
  /** `target` makes of the time where to go; what it throws is thrown. */
  advance(target: (now: Date) => Date): Promise<Fired[]>
  freeze(target: (now: Date) => Date): Promise<Fired[]>
  resume(): Promise<void>
}

/** The other namespaces of the server, and the asking one. */
export type Neighbours = {
  /** How many there may be beside the default one. */
  limit: number
  list(): Neighbour[]
  /** Ends one, and says whether it was there. Throws a Problem of kind `state` for the default one. */
  drop(name: string): Promise<boolean>
}

/** `idle` is for how long nobody asked it for anything, in ms; null when that does not matter. */
export type Neighbour = { name: string; storage: 'disk' | 'memory'; namespace: Namespace; idle: number | null }

export type ControlOperations = AsyncHandlers<'sandbox', ControlContext>

/** The vendor of this name. Throws a Problem of kind `invalid` that names the nearest. */
export function vendorNamed(name: string, vendors: readonly Vendor[], place?: Fault['in']): Vendor {
  const vendor = vendors.find((candidate) => candidate.name === name)
  if (vendor) return vendor
  const names = vendors.map((candidate) => candidate.name)
  throw wrongField('vendor', `there is no vendor "${name}"${suggestionAmong(name, names)}`, place)
}

/** The vendor's tenant of this name, the demo tenant without one. Throws a Problem of kind `invalid`. */
export function tenantNamed(name: string | undefined, vendor: Vendor): string {
  const names = vendor.tenants.map((tenant) => tenant.name)
  if (name === undefined) return vendor.tenants[0].name
  if (names.includes(name)) return name
  throw wrongField('tenant', `${vendor.name} has no tenant "${name}"${suggestionAmong(name, names)}`)
}

/** The refusal of one field, a Problem of kind `invalid`; `place` is where it was sent, the body unless said otherwise. */
export function wrongField(field: string, message: string, place?: Fault['in']): Problem {
  return fieldProblem('invalid', field, message, place)
}
