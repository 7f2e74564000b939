import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { toInstant } from './instant.ts'
import { notFound } from './problems.ts'
import { webUrl } from './website.ts'

type Shown = components['schemas']['LegalTalentCustomer']
type Input = components['schemas']['LegalTalentCustomerInput']
type Patch = components['schemas']['LegalTalentCustomerPatch']
type Aggregated = 'customer_id' | 'tenant_id' | 'sessions_count' | 'last_session_id' | 'last_session_at'

/** What is stored of a customer; the rest of what is shown is counted from its sessions. */
export type Customer = Row & { readonly tenant: string } & Readonly<Omit<Shown, Aggregated>>

export const customers = collection<Customer>()('legaltalent.customers', {
  byTenant: ({ tenant }) => tenant,
  byStatus: ({ tenant, status }) => key(tenant, status),
  byType: ({ tenant, entity_type }) => key(tenant, entity_type),
  byRisk: ({ tenant, risk_level }) => key(tenant, risk_level ?? undefined),
  byCountry: ({ tenant, country }) => key(tenant, country ?? undefined),
  byClientId: ({ tenant, client_id }) => key(tenant, client_id ?? undefined),
})

/** The longest name, in characters. */
export const NAME_LIMIT = 255

export const NOT_MONITORED = { enabled: false, watchlist_id: null, subject_id: null, monitored_since: null }

/** The customer with this id. Throws a Problem of kind `not-found` when it is not there, or another tenant's. */
export function customerOf(tenant: string, id: string, db: Reader): Customer {
  const customer = db.table(customers).get(id)
  if (customer?.tenant !== tenant) throw notFound('Customer')
  return customer
}

/** The customer that the tenant calls so. */
export function customerCalled(tenant: string, clientId: string, db: Reader): Customer | undefined {
  return db.table(customers).where('byClientId', key(tenant, clientId)).slice(0, 1)[0]
}

/** Throws a Problem of kind `duplicate` when the tenant has another customer of this client_id. */
export function requireFree({ id, tenant, client_id }: Customer, db: Reader): void {
  const before = client_id === null ? undefined : customerCalled(tenant, client_id, db)
  if (before && before.id !== id) {
    throw new Problem('duplicate', `Customer with client_id ${client_id} already exists`)
  }
}

/** A new customer of a tenant. Throws a Problem of kind `invalid` when its website is no URL. */
export function created(input: Input, birth: { id: string; tenant: string; now: Date }): Customer {
  requireWebsite(input.website)
  const at = toInstant(birth.now)
  return {
    id: birth.id,
    tenant: birth.tenant,
    client_id: input.client_id ?? null,
    name: input.name.trim(),
    entity_type: input.entity_type ?? 'company',
    status: 'active',
    website: input.website ?? null,
    tax_id: input.tax_id ?? null,
    country: input.country?.toUpperCase() ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    industry: input.industry ?? null,
    metadata: input.metadata ?? {},
    risk_score: null,
    risk_level: null,
    monitoring: NOT_MONITORED,
    created_at: at,
    updated_at: at,
    deactivated_at: null,
  }
}

function requireWebsite(website: string | null | undefined): void {
  if (website !== undefined && website !== null) webUrl(website, 'website')
}

const CHANGEABLE = [
  'name',
  'client_id',
  'entity_type',
  'website',
  'tax_id',
  'country',
  'email',
  'phone',
  'industry',
  'metadata',
  'status',
] as const

/** A customer with the fields of a patch. Throws a Problem of kind `invalid` when there are none, or its website is no URL. */
export function amended(customer: Customer, patch: Patch, now: Date): Customer {
  const given = CHANGEABLE.filter((name) => patch[name] !== undefined)
  if (given.length === 0) throw new Problem('invalid', 'There are no fields to update')
  requireWebsite(patch.website)
  const { status, name, country, ...others } = Object.fromEntries(
    given.map((field) => [field, patch[field]]),
  ) as Partial<Pick<Patch, (typeof CHANGEABLE)[number]>>
  const changed: Customer = {
    ...customer,
    ...others,
    ...(name !== undefined && { name: name.trim() }),
    ...(country !== undefined && { country: country?.toUpperCase() ?? null }),
    updated_at: toInstant(now),
  }
  if (status === undefined || status === customer.status) return changed
  return status === 'inactive' ? deactivated(changed, now) : { ...changed, status, deactivated_at: null }
}

/** A customer that is no longer served; a second time changes nothing. */
export function deactivated(customer: Customer, now: Date): Customer {
  if (customer.status === 'inactive') return customer
  const at = toInstant(now)
  return { ...customer, status: 'inactive', deactivated_at: at, updated_at: at, monitoring: NOT_MONITORED }
}

/** Throws a Problem of kind `state` when the customer was deactivated. */
export function requireActive({ status }: Customer): void {
  if (status === 'inactive') throw new Problem('state', 'The customer is inactive')
}
