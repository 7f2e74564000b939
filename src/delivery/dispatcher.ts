import { endpoints } from '../core/endpoints.ts'
import type { Machine } from '../core/machine.ts'
import type { Namespace } from '../core/namespace.ts'
import { type Attempt, type Delivery, deliveries, messages } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import type { Sealed, Vendor, Webhooks } from '../vendors/vendor.ts'
import { Lanes } from './lanes.ts'
import { type Outcome, post } from './post.ts'
import { afterAttempt, dueAt, givenUp, restarted } from './schedule.ts'

type DispatcherParts = {
  namespace: Namespace
  vendors: readonly Vendor[]
  machine: Machine
  /** Hears of what should not happen: a delivery whose outcome could not be stored. */
  report: (error: unknown) => void
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
  readonly #scheduled = new Map<string, { cancel(): void }>()
  readonly #running = new Map<string, Promise<void>>()
  #stopping = new AbortController()

  constructor(parts: DispatcherParts) {
    this.#parts = parts
  }

  /** Takes up what is pending, and everything that is queued from now on. */
  start(): void {
    const { namespace } = this.#parts
    namespace.onQueued((queued) => {
      for (const delivery of queued) this.#schedule(delivery)
    })
    for (const delivery of this.#pending()) this.#schedule(delivery)
  }

  /** Forgets what was scheduled, for rows that are not there any more. */
  forget(): void {
    for (const task of this.#scheduled.values()) task.cancel()
    this.#scheduled.clear()
  }

  /** Cuts off the attempts that run; they stay pending and are made again after the next start. */
  async stop(): Promise<void> {
    this.forget()
    this.#stopping.abort()
    await Promise.all(this.#running.values())
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
    await Promise.all(ids.map((id) => this.#attemptNow(id)))
    return ids.map((id) => this.#row(id)).filter((delivery) => delivery !== undefined)
  }

  /**
   * Sends a delivery again, at once, and returns it after the attempt. Throws a Problem: `not-found`, or `state` when
   * it is being sent at this moment.
   */
  async replay(id: string): Promise<Delivery> {
    if (this.#running.has(id)) throw new Problem('state', `Delivery ${id} is being sent`)
    await this.#parts.namespace.transact(({ draft, now }) =>
      draft.table(deliveries).replace(restarted(this.#known(id), now)),
    )
    await this.#attemptNow(id)
    return this.#known(id)
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
    if (!at || this.#stopping.signal.aborted) return
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
  async #attemptNow(id: string): Promise<void> {
    this.#scheduled.get(id)?.cancel()
    this.#scheduled.delete(id)
    const running = this.#running.get(id) ?? this.#deliver(id).finally(() => this.#running.delete(id))
    this.#running.set(id, running)
    await running
  }

  async #deliver(id: string): Promise<void> {
    const delivery = this.#row(id)
    if (delivery?.status !== 'pending') return
    const settle = delivery.nextAttemptAt ? await this.#attempt(delivery) : givenUp
    if (this.#stopping.signal.aborted) return
    try {
      const after = await this.#parts.namespace.transact(({ draft }) => {
        const current = draft.table(deliveries).get(id)
        return current && draft.table(deliveries).replace(settle(current))
      })
      if (after) this.#schedule(after)
    } catch (error) {
      this.#parts.report(error)
      this.#schedule(settle(delivery))
    }
  }

  /** Posts once, and returns what that makes of the row. */
  async #attempt(delivery: Delivery): Promise<(current: Delivery) => Delivery> {
    const { namespace, vendors, machine, timeout } = this.#parts
    const vendor = vendors.find(({ name }) => name === delivery.vendor)
    const message = namespace.store.table(messages).get(delivery.messageId)
    const endpoint = namespace.store.table(endpoints).get(delivery.endpointId)
    if (!vendor || !message || !endpoint) return givenUp
    const { webhooks } = vendor
    const at = namespace.clock.now()
    const sealed = webhooks.seal(message, endpoint.secret, at)
    const outcome = endpoint.enabled
      ? await this.#lanes.through(endpoint.id, () =>
          post(
            { url: endpoint.url, ...sealed, timeout: timeout ?? webhooks.timeout, signal: this.#stopping.signal },
            machine,
          ),
        )
      : { status: null, response: null, error: 'the endpoint is disabled', durationMs: 0 }
    return (current) => {
      const attempt = toAttempt({ current, at, url: endpoint.url, sealed, outcome, webhooks })
      return afterAttempt({ ...current, url: endpoint.url, body: sealed.body }, attempt, webhooks.schedule)
    }
  }
}

function toAttempt(made: {
  current: Delivery
  at: Date
  url: string
  sealed: Sealed
  outcome: Outcome
  webhooks: Webhooks
}): Attempt {
  const { status, response, durationMs, error } = made.outcome
  return {
    number: (made.current.attempts.at(-1)?.number ?? 0) + 1,
    at: made.at.toISOString(),
    url: made.url,
    headers: made.sealed.headers,
    status,
    response,
    durationMs,
    error: error ?? (made.webhooks.isDelivered(status ?? 0) ? null : `the endpoint answered ${status}`),
  }
}
