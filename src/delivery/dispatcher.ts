import { endpoints } from '../core/endpoints.ts'
import type { Faults } from '../core/faults.ts'
import { nextTurn } from '../core/machine.ts'
import { type Delivery, deliveries, givenUp, restarted } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import { Agenda } from './agenda.ts'
import { type CourierParts, carry, type Settle } from './courier.ts'
import { Detours } from './detours.ts'
import { Ending } from './ending.ts'
import { Lanes } from './lanes.ts'

/** When an attempt is made again whose outcome could not be stored, in ms. */
const UNWRITTEN_DELAY = 30_000

/** How many attempts are begun in a row. */
const AT_ONCE = 200

type DispatcherParts = CourierParts & {
  faults: Faults
  /** Hears of every delivery that is queued, and of every attempt. */
  heard: (delivery: Delivery) => void
  /** Hears of what should not happen: a delivery whose outcome could not be stored. */
  report: (error: unknown) => void
}

/**
 * Takes queued deliveries to their endpoints, each when the sandbox's clock says that it is due. What has to be done
 * is in the store, so a restart goes on where it stopped. The API never waits for it.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts
  readonly #lanes = new Lanes()
  readonly #detours = new Detours()
  readonly #agenda: Agenda
  readonly #running = new Map<string, Promise<void>>()
  /** Ends the attempts that are under way; there is a new one after each time they were ended. */
  #ending = new Ending()
  #isStopped = false

  constructor(parts: DispatcherParts) {
    this.#parts = parts
    this.#agenda = new Agenda(parts.namespace.clock, (id) => this.#attemptNow(id))
  }

  /** Takes up what is pending, and everything that is queued from now on. */
  start(): void {
    const { namespace } = this.#parts
    namespace.onCommitted(({ queued }) => {
      for (const delivery of queued) {
        this.#parts.heard(delivery)
        this.#schedule(delivery)
      }
    })
    this.resume()
  }

  /** Schedules what is pending, after `forget` or at the start. */
  resume(): void {
    for (const delivery of this.#pending()) this.#schedule(delivery)
  }

  /**
   * Forgets what was scheduled and cuts off what is under way, whose outcome no longer counts: the rows are about to be
   * others, perhaps with the same ids.
   */
  forget(): void {
    this.#agenda.clear()
    this.#running.clear()
    this.#detours.clear()
    this.#ending.abort()
    this.#ending = new Ending()
  }

  /** Cuts off the attempts that run; they stay pending and are made again after the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true
    const running = [...this.#running.values()]
    this.forget()
    await Promise.all(running)
  }

  /** Resolves when nothing is due and nothing is under way. */
  async settled(): Promise<void> {
    do {
      await this.#parts.namespace.clock.fireDue()
      await Promise.all(this.#running.values())
    } while (this.#running.size > 0)
  }

  /** Attempts every pending delivery once, whenever it is due, and returns them as they are then. */
  async flush(): Promise<Delivery[]> {
    const ids = this.#pending().map(({ id }) => id)
    const running: Promise<void>[] = []
    for (const id of ids) {
      running.push(this.#attemptNow(id, { evenIfGivenUp: true }))
      // Where there are thousands, others run in between.
      if (running.length % AT_ONCE === 0) await nextTurn()
    }
    await Promise.all(running)
    return ids.map((id) => this.#row(id)).filter((delivery) => delivery !== undefined)
  }

  /**
   * Sends a delivery again, at once, and returns it after the attempt. Throws a Problem: `not-found`, or `state` when
   * it is being sent at this moment, or its endpoint is gone.
   */
  async replay(id: string): Promise<Delivery> {
    const { endpointId } = this.#known(id)
    if (this.#running.has(id)) throw new Problem('state', `Delivery ${id} is being sent`)
    if (!this.#parts.namespace.store.table(endpoints).get(endpointId)) {
      throw new Problem('state', `The endpoint of delivery ${id} was removed`)
    }
    await this.replayAll([id])
    return this.#known(id)
  }

  /**
   * Sends each of these again, and returns them after the attempt; those that `replay` would refuse are left out. They
   * start over together, so a failure to store it leaves all of them as they were.
   */
  async replayAll(ids: readonly string[]): Promise<Delivery[]> {
    const started = await this.#parts.namespace.transact(({ draft, now }) => {
      const able = ids
        .map((id) => this.#known(id))
        .filter(({ id, endpointId }) => !this.#running.has(id) && draft.table(endpoints).get(endpointId))
      for (const delivery of able) draft.table(deliveries).replace(restarted(delivery, now))
      return able.map(({ id }) => id)
    })
    await Promise.all(started.map((id) => this.#attemptNow(id)))
    return started.map((id) => this.#row(id)).filter((delivery) => delivery !== undefined)
  }

  #pending(): Delivery[] {
    return [...this.#parts.namespace.store.table(deliveries).where('byStatus', 'pending')]
  }

  #row(id: string): Delivery | undefined {
    return this.#parts.namespace.store.table(deliveries).get(id)
  }

  #known(id: string): Delivery {
    const delivery = this.#row(id)
    if (!delivery) throw new Problem('not-found', `There is no delivery ${id.slice(0, 64)}`)
    return delivery
  }

  #schedule(delivery: Delivery): void {
    if (!this.#isStopped) this.#agenda.enter(delivery)
  }

  /** One attempt at a time for each delivery; a second call waits for the first. */
  async #attemptNow(id: string, { evenIfGivenUp = false } = {}): Promise<void> {
    this.#agenda.strikeOut(id)
    const before = this.#running.get(id)
    if (before) return await before
    const running = this.#deliver(id, evenIfGivenUp)
    this.#running.set(id, running)
    try {
      await running
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id)
    }
  }

  async #deliver(id: string, evenIfGivenUp: boolean): Promise<void> {
    const { signal } = this.#ending
    const delivery = this.#row(id)
    if (delivery?.status !== 'pending') return
    const isAttempted = delivery.nextAttemptAt !== null || evenIfGivenUp
    const struck = isAttempted ? this.#detours.strike(delivery, this.#parts.faults) : undefined
    const heldUntil =
      struck && !evenIfGivenUp && this.#detours.take(delivery, struck, this.#parts.namespace.clock.now())
    const attempt = (): Promise<Settle | undefined> => carry(id, { signal, struck }, this.#parts)
    const settle = heldUntil || (isAttempted ? await this.#lanes.through(delivery.endpointId, attempt) : givenUp)
    if (signal.aborted || !settle) return
    try {
      const after = await this.#parts.namespace.transact(({ draft }) => {
        const current = draft.table(deliveries).get(id)
        return current && draft.table(deliveries).replace(settle(current))
      })
      if (after) {
        this.#parts.heard(after)
        this.#schedule(after)
      }
      if (isAttempted && !heldUntil) this.#letGo(delivery.endpointId)
    } catch (error) {
      // Nobody will know that it was made, so it is made again: at least once.
      this.#parts.report(error)
      const again = this.#parts.namespace.clock.now().getTime() + UNWRITTEN_DELAY
      this.#schedule({ ...delivery, nextAttemptAt: new Date(again).toISOString() })
    }
  }

  /** Sends what was held back until something else had gone to this endpoint. */
  #letGo(endpointId: string): void {
    const delivery = this.#row(this.#detours.released(endpointId) ?? '')
    if (delivery?.status !== 'pending') return
    this.#schedule({ ...delivery, nextAttemptAt: this.#parts.namespace.clock.now().toISOString() })
  }
}
