import { isDeepStrictEqual } from 'node:util'
import { collection, type Draft, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { mergedProfile, type Profile, type ProfileInput } from './customer-profile.ts'
import type { CustomerStatus } from './customer-status.ts'
import { anyonesRow, ownRow } from './own-row.ts'
import type { OakSettings } from './settings.ts'

/** One customer of one merchant, with the names of the wire. Registrations, files and balances are rows of their own. */
export type Customer = Row &
  Profile & {
    readonly tenant: string
    /** As it was given: compared in any case, shown byte for byte. */
    readonly email: string
    readonly status: CustomerStatus
    /** Null: never synced with a provider. */
    readonly synced: boolean | null
    readonly synced_at: Instant | null
    /** One more at every change that can be seen. */
    readonly version: number
    readonly created_at: Instant
    readonly updated_at: Instant
  }

export const customers = collection<Customer>()('oak.customers', {
  byTenant: (customer) => customer.tenant,
  byEmail: (customer) => emailKey(customer.tenant, customer.email),
  byDocument: (customer) => documentKey(customer),
  byCountry: ({ tenant, country_code }) => key(tenant, country_code),
  byDocumentType: ({ tenant, document_type }) => key(tenant, document_type),
})

export const emailKey = (tenant: string, email: string): string | undefined => key(tenant, email.toLowerCase())

const documentKey = ({ tenant, document_number, document_type = '' }: Customer): string | undefined =>
  key(tenant, document_number, document_type)

/** What `sync` can push to a provider. */
const SYNCABLE = [
  'email',
  'first_name',
  'last_name',
  'phone_country_code',
  'phone_area_code',
  'phone_number',
  'street_number',
  'street_name',
  'house_number',
  'neighborhood',
  'postal_code',
  'city',
  'state',
  'subdivision',
  'country_code',
] as const

const KIND = { rows: customers, prefix: 'cus', field: 'customer_id' } as const

/** The tenant's customer with this id. Throws as `ownRow` does. */
export const customerOf = (tenant: string, id: string, reader: Reader): Customer => ownRow(KIND, { tenant, id }, reader)

/** A customer of whichever tenant: an operator sees them all. */
export const anyonesCustomer = (id: string, reader: Reader): Customer => anyonesRow(KIND, id, reader)

type Birth = { id: string; tenant: string; now: Date }

/** A new customer. Throws a Problem of kind `invalid` when a value is none that Oak knows. */
export function created(input: ProfileInput & { email: string }, { id, tenant, now }: Birth): Customer {
  const at = now.toISOString()
  return {
    id,
    tenant,
    email: input.email,
    ...mergedProfile({}, input),
    status: 'initiated',
    synced: null,
    synced_at: null,
    version: 1,
    created_at: at,
    updated_at: at,
  }
}

/** A customer after a change; the same object when nothing changes. Throws as `created` does. */
export function amended(customer: Customer, patch: ProfileInput & { email?: string }, now: Date): Customer {
  const { id, tenant, status, synced, synced_at, version, created_at, updated_at } = customer
  const email = patch.email ?? customer.email
  const own = { id, tenant, email, status, synced, synced_at, version, created_at, updated_at }
  const after: Customer = { ...own, ...mergedProfile(customer, patch) }
  if (isDeepStrictEqual(after, customer)) return customer
  const isAdrift = SYNCABLE.some((name) => after[name] !== customer[name])
  return touched(isAdrift && synced === true ? { ...after, synced: false } : after, now)
}

/** A row of a customer that was changed now: its version counts one more. */
export const touched = (customer: Customer, now: Date): Customer => ({
  ...customer,
  version: customer.version + 1,
  updated_at: now.toISOString(),
})

/** Throws a Problem of kind `duplicate` when another customer of the tenant has the e-mail or the document. */
export function requireUnique(customer: Customer, draft: Draft, { uniqueDocument }: OakSettings): void {
  const table = draft.table(customers)
  const sameEmail = table.where('byEmail', emailKey(customer.tenant, customer.email))
  const sameDocument = uniqueDocument ? table.where('byDocument', documentKey(customer)) : []
  for (const [field, found] of [['email', sameEmail] as const, ['document_number', sameDocument] as const]) {
    if ([...found].every(({ id }) => id === customer.id)) continue
    const message = `customer with this ${field} already exists`
    throw new Problem('duplicate', message, { faults: [{ kind: 'invalid', in: 'body', field, message }] })
  }
}
