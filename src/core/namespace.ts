import type { Clock, ClockState } from './clock.ts'
import { collection, type Draft, type Row } from './collection.ts'
import { type Delivery, deliveries, enqueue, type Message, restarted } from './outbox.ts'
import type { Random } from './random.ts'
import { RateCounter } from './rate-counter.ts'
import { DataFileError } from './start-error.ts'
import type { Store } from './store.ts'

/** A vendor wants to see to one of its rows at this time. `what` says why, to whoever moves the clock. */
export type Alarm = { vendor: string; row: string; at: Date; what: string }

/** What a transaction leaves to be done when it is on disk. */
export type Aftermath = { queued: Delivery[]; alarms: Alarm[] }

/** What one transaction may touch: rows, chance, and the ways to the world outside and to a later time. */
export type Transaction = {
  draft: Draft
  random: Random
  now: Date
  send: (message: Omit<Message, 'id' | 'createdAt'>) => Delivery[]
  /** Sends a delivery again, from the start of its schedule. */
  resend: (delivery: Delivery) => void
  wake: (alarm: Alarm) => void
}

/** Chance and time are kept beside the rows, so that a restart goes on where it stopped. */
type Kept = Row & { readonly version?: number; readonly random?: string; readonly clock?: ClockState }

const kept = collection<Kept>()('sandbox', {})
const STATE = 'state'

/** The version of the data format; a file of a newer one is refused. */
export const FORMAT = 1

/**
 * Everything one isolated sandbox owns. All writing goes through `transact`; who listens with `onCommitted` hears of
 * what is left to be done when it is on disk.
 */
export class Namespace {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly rates = new RateCounter()
  readonly #listeners: ((aftermath: Aftermath) => void)[] = []

  /** Takes up time and chance where `store` left them. Throws when the data is of a newer format. */
  constructor(parts: { store: Store; clock: Clock; random: Random }) {
    this.store = parts.store
    this.clock = parts.clock
    this.random = parts.random
    const state = this.store.table(kept).get(STATE)
    if ((state?.version ?? FORMAT) > FORMAT) {
      throw new DataFileError(`The data is of format ${state?.version}, and this version reads formats up to ${FORMAT}`)
    }
    if (state?.random) this.random.state = state.random
    if (state?.clock) this.clock.state = state.clock
  }

  onCommitted(listener: (aftermath: Aftermath) => void): void {
    this.#listeners.push(listener)
  }

  /** How many rows there are, by collection, without what the sandbox keeps for itself. */
  count(): Record<string, number> {
    const sizes = [...this.store.collections].map(([name, rows]) => [name, rows.size] as const)
    return Object.fromEntries(sizes.filter(([name, size]) => size > 0 && name !== kept.name).sort())
  }

  /** Runs `change` as the store's `transact` does, and tells the listeners after it. */
  async transact<T>(change: (transaction: Transaction) => T): Promise<T> {
    const aftermath: Aftermath = { queued: [], alarms: [] }
    const now = this.clock.now()
    const result = await this.store.transact((draft) => {
      const before = this.random.mark()
      const send: Transaction['send'] = (message) => {
        const made = enqueue({ ...message, createdAt: now.toISOString() }, draft, this.random)
        aftermath.queued.push(...made)
        return made
      }
      const resend: Transaction['resend'] = (delivery) => {
        aftermath.queued.push(draft.table(deliveries).replace(restarted(delivery, now)))
      }
      const wake: Transaction['wake'] = (alarm) => aftermath.alarms.push(alarm)
      try {
        const made = change({ draft, random: this.random, now, send, resend, wake })
        if (!this.random.isAt(before)) this.#keep(draft, { random: this.random.state })
        return made
      } catch (error) {
        // A refusal leaves no trace, in what is drawn next neither.
        this.random.goBackTo(before)
        throw error
      }
    })
    for (const listener of this.#listeners) listener(aftermath)
    return result
  }

  /** Throws every row away and fills the store anew, in one transaction; time and chance start over with it. */
  async refill(fill: (draft: Draft, random: Random) => void, random: Random): Promise<void> {
    const before = this.random.mark()
    try {
      await this.store.transact((draft) => {
        draft.clear()
        this.random.state = random.state
        fill(draft, this.random)
        this.#keep(draft, { random: this.random.state })
      })
    } catch (error) {
      this.random.goBackTo(before)
      throw error
    }
    this.rates.clear()
    this.clock.clear()
    this.clock.state = { offset: 0, frozenAt: null }
  }

  /** Stores where the clock stands now. */
  async keepClock(): Promise<void> {
    await this.store.transact((draft) => this.#keep(draft, { clock: this.clock.state }))
  }

  #keep(draft: Draft, news: Partial<Kept>): void {
    const table = draft.table(kept)
    const before = table.get(STATE)
    const state = { id: STATE, version: FORMAT, ...before, ...news }
    if (before) table.replace(state)
    else table.insert(state)
  }
}
