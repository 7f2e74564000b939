import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import type { Alarm, Alarms, AnyContext, Context } from '../vendor.ts'
import { type Customer, customers, touched } from './customer.ts'
import { type EventName, enveloped, toldProvider } from './events.ts'
import { oneOf } from './one-of.ts'

type Field = components['schemas']['OakSyncField']

const PROVIDERS = ['stripe', 'bridge', 'pagar_me', 'brla', 'avenia', 'mercado_pago'] as const
const FIELDS: readonly Field[] = ['shipping', 'email', 'first_name', 'last_name', 'phone']

/** How long a sync takes, in ms. */
const DURATION = 1000

/** A sync that is under way; the id is the attempt's. It is gone when it is done. */
export type Sync = Row & {
  readonly customer_id: string
  readonly provider: (typeof PROVIDERS)[number]
  readonly fields: readonly Field[]
  readonly due_at: Instant
  /** The error that it will end with; null, or absent, when it will succeed. */
  readonly fate?: string | null
}

export const syncs = collection<Sync>()('oak.syncs', {})

/** What an operator has said of a customer's next sync; the id is the customer's. */
export type SyncFailure = Row & { readonly error: string }

export const syncFailures = collection<SyncFailure>()('oak.syncFailures', {})

type Birth = { id: string; fate: string | null; now: Date }

/** A sync that was asked for. Throws a Problem of kind `invalid` when a provider or a field is none that Oak syncs. */
export function scheduled(
  customer: Customer,
  wanted: { providers: readonly string[]; fields: readonly string[] },
  { id, fate, now }: Birth,
): Sync {
  const [provider = ''] = wanted.providers
  return {
    id,
    customer_id: customer.id,
    provider: oneOf(PROVIDERS, provider, 'providers'),
    fields: [...new Set(wanted.fields.map((field) => oneOf(FIELDS, field, 'fields')))],
    due_at: new Date(now.getTime() + DURATION).toISOString(),
    fate,
  }
}

/** When a sync is done. */
export const alarmOf = ({ id, due_at }: Sync): Alarm => ({
  row: id,
  at: new Date(due_at),
  what: `sync ${id} is done`,
})

export const syncAlarms: Alarms = {
  pending: (db) => [...db.table(syncs).all()].map(alarmOf),

  ring(id, context) {
    const sync = context.db.table(syncs).get(id)
    if (!sync || alarmOf(sync).at > context.now) return false
    context.db.table(syncs).remove(id)
    const customer = context.db.table(customers).get(sync.customer_id)
    if (customer) finish(sync, customer, context)
    return true
  },
}

/** Says that a sync is under way. */
export const tellStarted = (sync: Sync, { tenant }: Customer, desk: Telling): void =>
  tell('customer.sync.started', sync, tenant, { synced_at: null, error: null }, desk)

/** What comes of a sync: the customer's `synced`, and the event that says so. */
function finish(sync: Sync, customer: Customer, context: AnyContext): void {
  const { db, now } = context
  const error = sync.fate ?? null
  const synced_at = error === null ? now.toISOString() : null
  db.table(customers).replace(
    touched({ ...customer, synced: error === null, synced_at: synced_at ?? customer.synced_at }, now),
  )
  const event = error === null ? 'customer.sync.succeeded' : 'customer.sync.failed'
  tell(event, sync, customer.tenant, { synced_at, error }, context)
}

type Telling = Pick<Context<'oak'>, 'emit' | 'random'>
type SyncEventName = Extract<EventName, `customer.sync.${string}`>
type Outcome = { synced_at: string | null; error: string | null }

function tell(event: SyncEventName, sync: Sync, tenant: string, outcome: Outcome, { emit, random }: Telling): void {
  const { customer_id, provider, fields, id } = sync
  const about = { id: customer_id, provider: toldProvider(provider), fields: [...fields], attempt_id: id }
  emit(event, tenant, enveloped(event, { ...about, provider_data: null, ...outcome }, random.uuid()))
}

/** The error that the operator has asked for the customer's next sync, once; null when there is none. */
export function takenSyncFailure(customerId: string, db: Draft): string | null {
  const failure = db.table(syncFailures).get(customerId)
  db.table(syncFailures).remove(customerId)
  return failure?.error ?? null
}
