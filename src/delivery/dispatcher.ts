import { setMaxListeners } from 'node:events'
import { endpoints } from '../core/endpoints.ts'
import type { Faults, Struck } from '../core/faults.ts'
import { type Machine, nextTurn } from '../core/machine.ts'
import type { Namespace } from '../core/namespace.ts'
import { type Delivery, deliveries, givenUp, messages, restarted } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import type { Vendor, VendorSettings } from '../vendors/vendor.ts'
import { toAttempt } from './attempts.ts'
import { Detours, outcomesOf } from './detours.ts'
import { Lanes } from './lanes.ts'
import type { Outcome, Post } from './post.ts'
import { afterAttempt, dueAt } from './schedule.ts'

/** When an attempt is made again whose outcome could not be stored, in ms. */
const UNWRITTEN_DELAY = 30_000

/** How many attempts are begun in a row. */
const AT_ONCE = 200

const DISABLED: Outcome = { status: null, response: null, error: 'the endpoint is disabled', durationMs: 0 }

/** What comes of an attempt, as a change of the row. */
type Settle = (current: Delivery) => Delivery

type DispatcherParts = {
  namespace: Namespace
  vendors: readonly Vendor[]
  /** By vendor. */
  settings: Readonly<Record<string, VendorSettings>>
  faults: Faults
  /** Hears of every delivery that is queued, and of every attempt. */
  heard: (delivery: Delivery) => void
  machine: Machine
  /** Hears of what should not happen: a delivery whose outcome could not be stored. */
  report: (error: unknown) => void
  post: Post
  /** Instead of the vendors' timeouts, in ms. */
  timeout?: number | undefined
}

/**
 * Takes queued deliveries to their endpoints, each when the sandbox's clock says that it is due. What has to be done
 * is in the store, so a restart goes on where it stopped. The API never waits for it.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts
  readonly #lanes = new Lanes()
  readonly #detours = new Detours()
  readonly #scheduled = new Map<string, { cancel(): void }>()
  readonly #running = new Map<string, Promise<void>>()
  /** Ends the attempts that are under way; there is a new one after each time they were ended. */
  #ending = newEnding()
  #isStopped = false

  constructor(parts: DispatcherParts) {
    this.#parts = parts
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
    for (const task of this.#scheduled.values()) task.cancel()
    this.#scheduled.clear()
    this.#running.clear()
    this.#detours.clear()
    this.#ending.abort()
    this.#ending = newEnding()
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
    await this.#parts.namespace.transact(({ draft, now }) =>
      draft.table(deliveries).replace(restarted(this.#known(id), now)),
    )
    await this.#attemptNow(id)
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
    const at = dueAt(delivery)
    if (!at || this.#isStopped) return
    const attempt = delivery.run.attempts + 1
    const what = delivery.nextAttemptAt
      ? `attempt ${attempt} of delivery ${delivery.id}`
      : `delivery ${delivery.id} is given up`
    this.#scheduled.get(delivery.id)?.cancel()
    this.#scheduled.set(
      delivery.id,
      this.#parts.namespace.clock.schedule({ at, what, run: () => this.#attemptNow(delivery.id) }),
    )
  }

  /** One attempt at a time for each delivery; a second call waits for the first. */
  async #attemptNow(id: string, { evenIfGivenUp = false } = {}): Promise<void> {
    this.#scheduled.get(id)?.cancel()
    this.#scheduled.delete(id)
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
    const struck = isAttempted ? this.#strike(delivery) : undefined
    const heldUntil =
      struck && !evenIfGivenUp && this.#detours.take(delivery, struck, this.#parts.namespace.clock.now())
    const attempt = (): Promise<Settle | undefined> => this.#attempt(id, signal, struck)
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

  /** The fault that strikes this attempt; one that was held back before goes its way. */
  #strike({ id, vendor, event }: Delivery): Struck | undefined {
    const { faults } = this.#parts
    if (this.#detours.isBack(id) || faults.isEmpty) return undefined
    return faults.strike({ webhook: true, vendor, event })
  }

  /** Sends what was held back until something else had gone to this endpoint. */
  #letGo(endpointId: string): void {
    const delivery = this.#row(this.#detours.released(endpointId) ?? '')
    if (delivery?.status !== 'pending') return
    this.#schedule({ ...delivery, nextAttemptAt: this.#parts.namespace.clock.now().toISOString() })
  }

  /**
   * Posts once, unless a fault makes it otherwise, and returns what that makes of the row. Everything is looked up now:
   * it may have waited for long, and be of no use any more.
   */
  async #attempt(id: string, signal: AbortSignal, struck: Struck | undefined): Promise<Settle | undefined> {
    const { namespace, vendors, machine, post, timeout, settings: chosen } = this.#parts
    const delivery = this.#row(id)
    if (signal.aborted || delivery?.status !== 'pending') return undefined
    const vendor = vendors.find(({ name }) => name === delivery.vendor)
    const message = namespace.store.table(messages).get(delivery.messageId)
    const endpoint = namespace.store.table(endpoints).get(delivery.endpointId)
    if (!vendor || !message || !endpoint) return givenUp
    const { webhooks } = vendor
    const settings = chosen[vendor.name] ?? {}
    const at = namespace.clock.now()
    const sealed = webhooks.seal(message, endpoint.secret, { now: at, settings })
    const send = (): Promise<Outcome> =>
      post({ url: endpoint.url, ...sealed, timeout: timeout ?? webhooks.timeout, signal }, machine)
    const outcomes = endpoint.enabled ? await outcomesOf(send, struck) : [DISABLED]
    return (current) => {
      const isDelivered = (status: number): boolean => webhooks.isDelivered(status, settings)
      const schedule = webhooks.schedule(settings)
      const sent = { ...current, url: endpoint.url, body: sealed.body }
      return outcomes.reduce<Delivery>((row, outcome, index) => {
        const attempt = toAttempt({ current: row, at, url: endpoint.url, sealed, outcome, isDelivered })
        // The second copy changes nothing: what came of the first counts.
        return index === 0 ? afterAttempt(row, attempt, schedule) : { ...row, attempts: [...row.attempts, attempt] }
      }, sent)
    }
  }
}

/** Every attempt under way listens to it, and there may be many. */
function newEnding(): AbortController {
  const ending = new AbortController()
  setMaxListeners(0, ending.signal)
  return ending
}
