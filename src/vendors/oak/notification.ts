import type { components } from '../../contract/openapi.gen.ts'
import type { Reader, Rows } from '../../core/collection.ts'
import { tenantKey } from '../../core/endpoints.ts'
import { isJsonObject } from '../../core/json-object.ts'
import { narrowest, sifted } from '../../core/matching.ts'
import { type Attempt, type Delivery, deliveries, type Message, messages } from '../../core/outbox.ts'
import { notFound } from './own-row.ts'
import { rowIdOf } from './resource-id.ts'
import { valueFilter } from './value-filter.ts'

export type Notification = components['schemas']['OakNotification']
type Filters = { category?: string; event?: string; status?: string; webhook_id?: string }

/** A merchant's messages that all filters let through, oldest first. */
export function matchingMessages(filters: Filters, tenant: string, reader: Reader): Rows<Message> | Message[] {
  const all = messagesOf(tenant, reader)
  const matching = narrowest(all, [
    valueFilter(filters.category, all, { values: (message) => [envelopeOf(message).category.toLowerCase()] }),
    valueFilter(filters.event, all, { values: ({ event }) => [event.toLowerCase()] }),
    valueFilter(filters.status, all, { values: (message) => [statusOf(deliveriesOf(message, reader))] }),
    valueFilter(filters.webhook_id?.replaceAll(/wh_/gi, ''), all, {
      values: (message) => deliveriesOf(message, reader).map(({ endpointId }) => endpointId),
    }),
  ])
  return sifted(matching)
}

/** What a merchant was told under this id. Throws a Problem of kind `not-found`. */
export function messageOf(tenant: string, id: string, reader: Reader): Message {
  const wanted = rowIdOf(id, 'evt', 'notification_id')
  const found = [...messagesOf(tenant, reader)].find((message) => notificationIdOf(message) === wanted)
  if (!found) throw notFound()
  return found
}

/** The id that merchants know a message by. */
export const notificationIdOf = (message: Message): string => envelopeOf(message).id

/** Where a message went. */
export const deliveriesOf = ({ id }: Message, reader: Reader): Delivery[] => [
  ...reader.table(deliveries).where('byMessage', id),
]

/** A message as the wire shows it: with what became of it. */
export function presentNotification(message: Message, reader: Reader): Notification {
  const { id, category, data } = envelopeOf(message)
  const sent = deliveriesOf(message, reader)
  const status = statusOf(sent)
  const attempts = sent.flatMap((delivery) => delivery.attempts.map(presentAttempt))
  const times = attempts.map(({ attempted_at }) => attempted_at).sort()
  return {
    id,
    is_acknowledged: status === 'delivered',
    event: message.event,
    category,
    data,
    reference_id: typeof data.id === 'string' ? data.id : null,
    reference_module: message.event.split('.')[0] ?? null,
    status,
    webhook_id: sent[0]?.endpointId ?? null,
    endpoints: sent.map(({ url }) => url),
    delivery_attempts: attempts,
    created_at: message.createdAt,
    updated_at: times.at(-1) ?? message.createdAt,
  }
}

const messagesOf = (tenant: string, reader: Reader): Rows<Message> =>
  reader.table(messages).where('byTenant', tenantKey('oak', tenant))

/** What every message of ours has; this only tells the compiler. */
function envelopeOf({ data }: Message): { id: string; category: string; data: Record<string, unknown> } {
  const envelope = isJsonObject(data) ? data : {}
  return {
    id: String(envelope.id),
    category: String(envelope.category),
    data: isJsonObject(envelope.data) ? envelope.data : {},
  }
}

/** One webhook that has taken it is enough, and once it was taken it stays so, whatever comes of a replay. */
function statusOf(sent: readonly Delivery[]): Notification['status'] {
  if (sent.some(wasTaken)) return 'delivered'
  return sent.length > 0 && sent.every(({ status }) => status === 'failed') ? 'dead_lettered' : 'pending'
}

const wasTaken = ({ status, wasDelivered = false }: Delivery): boolean => status === 'delivered' || wasDelivered

function presentAttempt(attempt: Attempt): Notification['delivery_attempts'][number] {
  const { replayedAt = null } = attempt
  return {
    attempt: attempt.number,
    url: attempt.url,
    status_code: attempt.status,
    duration_ms: attempt.durationMs,
    attempted_at: attempt.at,
    is_replay: replayedAt !== null,
    replay_attempt_at: replayedAt,
  }
}
