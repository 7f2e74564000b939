import type { Clock, ClockState } from './clock.ts'
import type { Collections, Draft } from './collection.ts'
import { endpoints } from './endpoints.ts'
import { FORMAT, type Kept, kept, type Origin, objectionToState, STATE, STATE_COLLECTION } from './origin.ts'
import { type Delivery, deliveries, enqueue, type Message, messages, restarted, type Sent } from './outbox.ts'
import type { Random } from './random.ts'
import { RateCounter } from './rate-counter.ts'
import type { Snapshot } from './snapshot.ts'
import { DataFileError } from './start-error.ts'
import { isLater, type Later } from './steps.ts'
import type { Change, Store } from './store.ts'

/** A vendor wants to see to one of its rows at this time. `what` says why, to whoever moves the clock. */
export type Alarm = { vendor: string; row: string; at: Date; what: string }

/** What a transaction leaves to be done when it is on disk. */
export type Aftermath = { queued: Delivery[]; alarms: Alarm[]; changes: readonly Change[] }

/** What one transaction may touch: rows, chance, and the ways to the world outside and to a later time. */
export type Transaction = {
  draft: Draft
  random: Random
  now: Date
  send: (message: Omit<Message, 'id' | 'createdAt'>) => Sent
  /** Sends a delivery again, from the start of its schedule. */
  resend: (delivery: Delivery) => void
  wake: (alarm: Alarm) => void
}

/**
 * Everything one isolated sandbox owns. All writing goes through `transact`; who listens with `onCommitted` hears of
 * what is left to be done when it is on disk.
 */
export class Namespace {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly rates = new RateCounter()
  /** Whether the clock was moved, and the disk does not know it. */
  #isClockUnkept = false
  readonly #listeners: ((aftermath: Aftermath) => void)[] = []

  /** Takes up time and chance where `store` left them. Throws a DataFileError when it left something else there. */
  constructor(parts: { store: Store; clock: Clock; random: Random }) {
    this.store = parts.store
    this.clock = parts.clock
    this.random = parts.random
    // Named once, so that its indexes are made at the start and not by the first request.
    this.store.table(endpoints)
    this.store.table(messages)
    this.store.table(deliveries)
    const state = this.store.table(kept).get(STATE)
    const objection = state && objectionToState(state, this.clock.now().getTime() - this.clock.offset)
    if (objection !== undefined) throw new DataFileError(objection)
    if (state?.random) this.random.state = state.random
    if (state?.clock) this.clock.state = state.clock
  }

  onCommitted(listener: (aftermath: Aftermath) => void): void {
    this.#listeners.push(listener)
  }

  /** How many rows there are, by collection, without what the sandbox keeps for itself. */
  count(): Record<string, number> {
    return countRows(this.store.collections)
  }

  /** Everything as it is at this moment. */
  look(): Snapshot {
    const tables = [...this.store.collections].filter(([name, { size }]) => size > 0 && name !== STATE_COLLECTION)
    return {
      rows: new Map(tables.map(([name, rows]) => [name, new Set(rows.values())])),
      origin: { random: this.random.state, clock: this.clock.state },
      at: this.clock.now(),
    }
  }

  /** The same, when all of it is on disk. */
  snapshot(): Promise<Snapshot> {
    return this.store.transact((draft) => {
      // A write waits for those before it.
      this.#keep(draft, { clock: this.clock.state })
      return this.look()
    })
  }

  /** Runs `change` as the store's `transact` does, and tells the listeners after it. */
  async transact<T>(change: (transaction: Transaction) => T): Promise<T> {
    return await this.apply(change)
  }

  /** The same, at once when nothing was written, and what `change` throws is thrown at once. */
  apply<T>(change: (transaction: Transaction) => T): Later<T> {
    const aftermath: Aftermath = { queued: [], alarms: [], changes: [] }
    const result = this.store.apply(
      (draft) => this.#run(change, draft, aftermath),
      (changes) => {
        aftermath.changes = changes
      },
    )
    if (!isLater(result)) return this.#tell(aftermath, result)
    return result.then((written) => this.#tell(aftermath, written))
  }

  #run<T>(change: (transaction: Transaction) => T, draft: Draft, aftermath: Aftermath): T {
    const now = this.clock.now()
    const before = this.random.mark()
    const send: Transaction['send'] = (message) => {
      const made = enqueue({ ...message, createdAt: now.toISOString() }, draft, this.random)
      aftermath.queued.push(...made.deliveries)
      return made
    }
    const resend: Transaction['resend'] = (delivery) => {
      aftermath.queued.push(draft.table(deliveries).replace(restarted(delivery, now)))
    }
    const wake: Transaction['wake'] = (alarm) => aftermath.alarms.push(alarm)
    try {
      const made = change({ draft, random: this.random, now, send, resend, wake })
      if (!this.random.isAt(before)) this.#keep(draft, { random: this.random.state, ...this.#unkeptClock() })
      return made
    } catch (error) {
      // A refusal leaves no trace, in what is drawn next neither.
      this.random.goBackTo(before)
      throw error
    }
  }

  #tell<T>(aftermath: Aftermath, result: T): T {
    for (const listener of this.#listeners) listener(aftermath)
    return result
  }

  /**
   * Throws every row away and fills the store anew, in one transaction; time and chance are those of `origin` with it.
   * What the clock had on its agenda is forgotten, also when it fails.
   */
  async refill(fill: (draft: Draft, random: Random) => void, origin: Origin): Promise<void> {
    const before = { mark: this.random.mark(), clock: this.clock.state }
    this.clock.clear()
    try {
      await this.store.transact((draft) => {
        draft.clear()
        this.random.state = origin.random
        this.clock.state = origin.clock
        fill(draft, this.random)
        this.#keep(draft, { random: this.random.state, ...(!isMachines(origin.clock) && { clock: origin.clock }) })
      })
    } catch (error) {
      this.random.goBackTo(before.mark)
      this.clock.state = before.clock
      throw error
    }
    this.rates.clear()
  }

  /** Stores where the clock stands now. What cannot be stored goes with the next change that makes something new. */
  async keepClock(): Promise<void> {
    try {
      await this.store.transact((draft) => this.#keep(draft, { clock: this.clock.state }))
      this.#isClockUnkept = false
    } catch (error) {
      this.#isClockUnkept = true
      throw error
    }
  }

  #unkeptClock(): Partial<Kept> {
    return this.#isClockUnkept ? { clock: this.clock.state } : {}
  }

  #keep(draft: Draft, news: Partial<Kept>): void {
    const table = draft.table(kept)
    table.put({ id: STATE, version: FORMAT, ...table.get(STATE), ...news })
  }
}

/** Whether a clock runs with the machine's, as it does when nothing is kept. */
const isMachines = ({ offset, frozenAt }: ClockState): boolean => offset === 0 && frozenAt === null

/** The number of rows by collection, of those that have any. */
export function countRows(collections: Collections): Record<string, number> {
  const sizes = [...collections].map(([name, { size }]) => [name, size] as const)
  return Object.fromEntries(sizes.filter(([name, size]) => size > 0 && name !== STATE_COLLECTION).sort())
}
