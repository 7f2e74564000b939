import { endpoints } from '../core/endpoints.ts'
import type { Struck } from '../core/faults.ts'
import type { Machine } from '../core/machine.ts'
import type { Namespace } from '../core/namespace.ts'
import { type Delivery, deliveries, givenUp, messages } from '../core/outbox.ts'
import type { Vendor, VendorSettings } from '../vendors/vendor.ts'
import { toAttempt } from './attempts.ts'
import { outcomesOf } from './detours.ts'
import type { Outcome, Post } from './post.ts'
import { afterAttempt } from './schedule.ts'

const DISABLED: Outcome = { status: null, response: null, error: 'the endpoint is disabled', durationMs: 0 }

/** What comes of an attempt, as a change of the row. */
export type Settle = (current: Delivery) => Delivery

export type CourierParts = {
  namespace: Namespace
  vendors: readonly Vendor[]
  /** By vendor. */
  settings: Readonly<Record<string, VendorSettings>>
  machine: Machine
  post: Post
  /** Instead of the vendors' timeouts, in ms. */
  timeout?: number | undefined
}

/**
 * Posts a delivery once, unless a fault makes it otherwise, and returns what that makes of the row; undefined when it
 * has come to nothing meanwhile. Everything is looked up now: it may have waited for long, and be of no use any more.
 */
export async function carry(
  id: string,
  { signal, struck }: { signal: AbortSignal; struck: Struck | undefined },
  { namespace, vendors, machine, post, timeout, settings: chosen }: CourierParts,
): Promise<Settle | undefined> {
  const delivery = namespace.store.table(deliveries).get(id)
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
      const attempt = toAttempt({
        current: row,
        run: delivery.run,
        at,
        url: endpoint.url,
        sealed,
        outcome,
        isDelivered,
      })
      // The second copy changes nothing: what came of the first counts.
      return index === 0 ? afterAttempt(row, attempt, schedule) : { ...row, attempts: [...row.attempts, attempt] }
    }, sent)
  }
}
