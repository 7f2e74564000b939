import { collection, type Reader, type Row } from './collection.ts'
import type { Instant } from './instant.ts'

/** A URL that wants the webhooks of one tenant of one vendor. */
export type Endpoint = Row & {
  readonly vendor: string
  /** The vendor's own word for whose events it gets. */
  readonly tenant: string
  readonly url: string
  /** Null: deliveries are not signed. */
  readonly secret: string | null
  /** Event names; `*` stands for all. */
  readonly events: readonly string[]
  readonly enabled: boolean
  /** Which of the vendor's envelopes it gets. */
  readonly dialect: string
  readonly createdAt: Instant
}

export const endpoints = collection<Endpoint>()('webhooks.endpoints', {
  byTenant: (endpoint) => tenantKey(endpoint.vendor, endpoint.tenant),
})

/** What the rows of one tenant of one vendor are found by. */
export const tenantKey = (vendor: string, tenant: string): string => `${vendor} ${tenant}`

/** Every endpoint of a tenant of a vendor, oldest first. */
export const endpointsOf = ({ vendor, tenant }: Pick<Endpoint, 'vendor' | 'tenant'>, reader: Reader): Endpoint[] => [
  ...reader.table(endpoints).where('byTenant', tenantKey(vendor, tenant)),
]

/** The endpoints that want this event, oldest first. */
export function listenersOf(
  { vendor, tenant, event, dialect }: { vendor: string; tenant: string; event: string; dialect: string },
  reader: Reader,
): Endpoint[] {
  return endpointsOf({ vendor, tenant }, reader).filter(
    (endpoint) =>
      endpoint.enabled &&
      endpoint.dialect === dialect &&
      (endpoint.events.includes('*') || endpoint.events.includes(event)),
  )
}
