import { key, type Reader, type Rows } from '../../core/collection.ts'
import { type Filter, narrowest, rowsIn, sifted } from '../../core/matching.ts'
import { type Customer, customers, emailKey } from './customer.ts'
import { type Periods, withinPeriods } from './period.ts'
import { type Registration, registrations } from './registration.ts'
import { valueFilter } from './value-filter.ts'

type RegistrationFilters = { provider?: string; provider_registration_status?: string; target_role?: string }
type Filters = Periods & RegistrationFilters & { email?: string; country_code?: string; document_type?: string }

/** A tenant's customers that all filters let through, oldest first. */
export function matchingCustomers(filters: Filters, tenant: string, reader: Reader): Rows<Customer> | Customer[] {
  const table = reader.table(customers)
  const all = table.where('byTenant', tenant)
  const isWithin = withinPeriods(filters)
  const matching = narrowest(all, [
    isWithin && { keeps: isWithin },
    valueFilter(filters.email, all, {
      rows: (email) => table.where('byEmail', emailKey(tenant, email)),
      values: ({ email }) => [email.toLowerCase()],
    }),
    valueFilter(filters.country_code, all, {
      rows: (country) => table.where('byCountry', key(tenant, country)),
      values: ({ country_code }) => [country_code],
    }),
    valueFilter(filters.document_type, all, {
      rows: (type) => table.where('byDocumentType', key(tenant, type)),
      values: ({ document_type }) => [document_type],
    }),
    registeredAs(filters, tenant, reader),
  ])
  return sifted(matching)
}

/** The customers of whom one and the same registration matches every filter on registrations. */
function registeredAs(filters: RegistrationFilters, tenant: string, reader: Reader): Filter<Customer> | undefined {
  const found = matchingRegistrations(filters, tenant, reader)
  if (!found) return undefined
  const table = reader.table(customers)
  const owners = new Set(found.map(({ customer_id }) => customer_id))
  const rows = [...owners].flatMap((id) => table.get(id) ?? [])
  return { rows: rowsIn(table.where('byTenant', tenant), rows), keeps: ({ id }) => owners.has(id) }
}

function matchingRegistrations(
  filters: RegistrationFilters,
  tenant: string,
  reader: Reader,
): readonly Registration[] | undefined {
  const table = reader.table(registrations)
  const all = table.all()
  const given = [
    valueFilter(filters.provider, all, {
      rows: (provider) => table.where('byProvider', key(tenant, provider)),
      values: ({ provider }) => [provider],
    }),
    valueFilter(filters.provider_registration_status, all, {
      rows: (status) => table.where('byStatus', key(tenant, status)),
      values: ({ status }) => [status],
    }),
    valueFilter(filters.target_role, all, {
      rows: (role) => table.where('byRole', key(tenant, role)),
      values: ({ target_role }) => [target_role],
    }),
  ].filter((filter) => filter !== undefined)
  return given.length === 0 ? undefined : [...sifted(narrowest(all, given))]
}
