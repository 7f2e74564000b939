import { collection, type Draft, type Row } from './collection.ts'
import { type Endpoint, listenersOf, tenantKey } from './endpoints.ts'
import type { Instant } from './instant.ts'
import type { Random } from './random.ts'

/** Something happened that a vendor tells its clients about. */
export type Message = Row & {
  readonly vendor: string
  readonly tenant: string
  readonly event: string
  /** Which of the vendor's envelopes it is in. */
  readonly dialect: string
  /** What the contract says of the event; the vendor puts it into its envelope when it is sent. */
  readonly data: unknown
  readonly createdAt: Instant
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

/** One message on its way to one endpoint. The id stays the same over all attempts. */
export type Delivery = Row & {
  readonly messageId: string
  readonly endpointId: string
  readonly vendor: string
  readonly tenant: string
  readonly event: string
  readonly url: string
  readonly status: DeliveryStatus
  /** Whether it was delivered before it was sent again. */
  readonly wasDelivered?: boolean
  readonly createdAt: Instant
  /** When the present run of the retry schedule began, and how many of its attempts are over. The first is no replay. */
  readonly run: { readonly startedAt: Instant; readonly attempts: number; readonly isReplay?: boolean }
  /** Null when no attempt is to come. */
  readonly nextAttemptAt: Instant | null
  /** When a pending delivery without a next attempt is given up. */
  readonly expiresAt: Instant | null
  /** The exact text that is sent; null before the first attempt. */
  readonly body: string | null
  /** The last attempts, oldest first. */
  readonly attempts: readonly Attempt[]
}

export type Attempt = {
  readonly number: number
  readonly at: Instant
  /** When the replay began that it belongs to; absent when it belongs to none. */
  readonly replayedAt?: Instant
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Null when no answer came. */
  readonly status: number | null
  readonly response: string | null
  readonly durationMs: number
  /** Why it does not count as delivered; null when it does. */
  readonly error: string | null
}

export const messages = collection<Message>()('webhooks.messages', {
  byTenant: ({ vendor, tenant }) => tenantKey(vendor, tenant),
})

export const deliveries = collection<Delivery>()('webhooks.deliveries', {
  byStatus: (delivery) => delivery.status,
  byMessage: (delivery) => delivery.messageId,
  byPendingEndpoint: ({ status, endpointId }) => (status === 'pending' ? endpointId : undefined),
})

/** How many messages are kept. A message goes with its deliveries, unless one of them is pending. */
const KEPT_MESSAGES = 1000

/**
 * How many are looked at when one is added: however many are pending, adding one more stays cheap. Half of them are the
 * oldest; the other half are anywhere, or a hundred that nobody receives would keep all the others from going.
 */
const LOOKED_AT = 100

/** A message that was sent, and its ways to who listens. */
export type Sent = { messageId: string; deliveries: Delivery[] }

/**
 * Queues a message for every endpoint that wants it, in the transaction that caused it, and returns the deliveries.
 * Whoever runs the transaction hands them to the dispatcher when it is on disk.
 */
export function enqueue(message: Omit<Message, 'id'>, draft: Draft, random: Random): Sent {
  const stored = draft.table(messages).insert({ id: `msg_${random.hex(24)}`, ...message })
  forgetOldest(stored.id, draft)
  const queued = listenersOf(message, draft).map((endpoint) => queueFor(endpoint, stored, draft, random))
  return { messageId: stored.id, deliveries: queued }
}

/** Puts a message on its way to one endpoint. */
export function queueFor(endpoint: Endpoint, message: Message, draft: Draft, random: Random): Delivery {
  return draft.table(deliveries).insert({
    id: `dlv_${random.hex(24)}`,
    messageId: message.id,
    endpointId: endpoint.id,
    vendor: message.vendor,
    tenant: message.tenant,
    event: message.event,
    url: endpoint.url,
    status: 'pending',
    createdAt: message.createdAt,
    run: { startedAt: message.createdAt, attempts: 0 },
    nextAttemptAt: message.createdAt,
    expiresAt: null,
    body: null,
    attempts: [],
  })
}

/** A delivery that is sent again from the start of the schedule. */
export function restarted(delivery: Delivery, now: Date): Delivery {
  const at = now.toISOString()
  const run = { startedAt: at, attempts: 0, isReplay: true }
  const past = delivery.status === 'delivered' && { wasDelivered: true }
  return { ...delivery, ...past, status: 'pending', run, nextAttemptAt: at, expiresAt: null }
}

/** A delivery that nobody will try again. */
export const givenUp = (delivery: Delivery): Delivery => ({
  ...delivery,
  status: 'failed',
  nextAttemptAt: null,
  expiresAt: null,
})

/** How many deliveries one transaction gives up, so that it does not hold up others. */
const GIVEN_UP_AT_ONCE = 1000

/**
 * Gives up what is on its way to an endpoint that is about to be removed. Where it is more than a thousand deliveries,
 * the others are given up when they fall due and their endpoint is not there.
 */
export function giveUpDeliveriesTo(endpointId: string, draft: Draft): void {
  const table = draft.table(deliveries)
  const pending = table.where('byPendingEndpoint', endpointId)
  // From the end, where taking one out moves no others.
  const some = pending.slice(Math.max(0, pending.length - GIVEN_UP_AT_ONCE), pending.length)
  for (const delivery of some.reverse()) table.replace(givenUp(delivery))
}

function forgetOldest(newest: string, draft: Draft): void {
  const log = draft.table(messages)
  const tooMany = log.size - KEPT_MESSAGES
  if (tooMany <= 0) return
  const half = LOOKED_AT / 2
  // Ids are random, and the same for the same seed.
  const anywhere = Number.parseInt(newest.slice(-8), 16) % tooMany
  const looked = [
    ...log.all().slice(0, Math.min(half, tooMany)),
    ...log.all().slice(anywhere, Math.min(anywhere + half, tooMany)),
  ]
  for (const { id } of new Set(looked)) {
    const sent = draft.table(deliveries).where('byMessage', id)
    if (hasPending(sent)) continue
    for (const delivery of [...sent]) draft.table(deliveries).remove(delivery.id)
    log.remove(id)
  }
}

function hasPending(sent: Iterable<Delivery>): boolean {
  for (const { status } of sent) if (status === 'pending') return true
  return false
}
