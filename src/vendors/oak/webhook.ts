import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import { type Endpoint, endpoints, endpointsOf } from '../../core/endpoints.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { eventNamed } from './event-names.ts'
import { notFound, ownRow } from './own-row.ts'

type Patch = components['schemas']['OakWebhookPatch']

/** What Oak knows of an endpoint and the rest of the sandbox does not; the id is the endpoint's. */
export type WebhookNote = Row & { readonly description: string | null; readonly updated_at: Instant }

export const webhookNotes = collection<WebhookNote>()('oak.webhooks', {})

/** A merchant's endpoint. Throws as `ownRow` does. */
export function webhookOf(tenant: string, id: string, reader: Reader): Endpoint {
  const endpoint = ownRow({ rows: endpoints, prefix: 'wh', field: 'webhook_id' }, { tenant, id }, reader)
  if (endpoint.vendor !== 'oak') throw notFound()
  return endpoint
}

/** A new endpoint that is on and wants every event. */
export const registered = (birth: { id: string; tenant: string; secret: string; now: Date }): Endpoint => ({
  id: birth.id,
  vendor: 'oak',
  tenant: birth.tenant,
  url: '',
  secret: birth.secret,
  events: ['*'],
  enabled: true,
  dialect: 'standard',
  createdAt: birth.now.toISOString(),
})

/**
 * An endpoint after a change. Throws a Problem: `invalid` for a URL that nobody could be reached at or an event that
 * there is not, `duplicate` for the URL of another webhook of the merchant.
 */
export function redirected(before: Endpoint, { url, event_types }: Patch, reader: Reader): Endpoint {
  if (url !== undefined) requireFree(url, before, reader)
  return {
    ...before,
    ...(url !== undefined && { url }),
    ...(event_types !== undefined && { events: event_types ? [...new Set(event_types.map(eventNamed))] : ['*'] }),
  }
}

function requireFree(url: string, own: Endpoint, reader: Reader): void {
  const wanted = hrefOf(url)
  if (!/^https?:/.test(wanted)) throw fieldProblem('invalid', 'url', 'url must be an http or https URL')
  if (endpointsOf(own, reader).every((other) => other.id === own.id || hrefOf(other.url) !== wanted)) return
  const message = 'webhook with this url already exists'
  throw new Problem('duplicate', message, { faults: [{ kind: 'invalid', in: 'body', field: 'url', message }] })
}

/** The one spelling of a URL; nothing for what is none. */
const hrefOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : '')

/** Writes down what only Oak knows of an endpoint, when something was said of it. */
export function note(id: string, { description }: Patch, { db, now }: { db: Draft; now: Date }): void {
  const table = db.table(webhookNotes)
  const before = table.get(id)
  table.put({
    id,
    description: description === undefined ? (before?.description ?? null) : description,
    updated_at: now.toISOString(),
  })
}

/** A webhook as the wire shows it: without its secret. */
export function presentWebhook(endpoint: Endpoint, reader: Reader): components['schemas']['OakWebhook'] {
  const { id, url, enabled, events, createdAt } = endpoint
  const known = reader.table(webhookNotes).get(id)
  return {
    id,
    url,
    description: known?.description ?? null,
    is_active: enabled,
    event_types: events.includes('*') ? null : [...events],
    created_at: createdAt,
    updated_at: known?.updated_at ?? createdAt,
  }
}
