import type { Reader, Rows } from '../../core/collection.ts'
import { type Customer, customers, emailKey } from './customer.ts'
import { wantedBy } from './one-of.ts'
import { type Periods, withinPeriods } from './period.ts'
import { registrationsOf } from './registration.ts'

export type Filters = Periods & {
  email?: string
  country_code?: string
  document_type?: string
  provider?: string
  provider_registration_status?: string
  target_role?: string
}

/** A tenant's customers that all filters let through, oldest first. */
export function matchingCustomers(
  filters: Filters,
  tenant: string,
  reader: Reader,
): Pick<Rows<Customer>, 'length' | 'slice'> {
  const country = wantedBy(filters.country_code)
  const documentType = wantedBy(filters.document_type)
  const isRegistered = registeredAs(filters, reader)
  const isWithin = withinPeriods(filters)
  const found = candidates(wantedBy(filters.email), tenant, reader)
  if (!country && !documentType && !isRegistered && !isWithin) return found
  return [...found].filter(
    (customer) =>
      (!isWithin || isWithin(customer)) &&
      (!country || country.has(customer.country_code ?? '')) &&
      (!documentType || documentType.has(customer.document_type ?? '')) &&
      (!isRegistered || isRegistered(customer)),
  )
}

/** Looks addresses up, and takes everybody without. */
function candidates(emails: ReadonlySet<string> | undefined, tenant: string, reader: Reader) {
  const table = reader.table(customers)
  if (!emails) return table.where('byTenant', tenant)
  return [...emails]
    .flatMap((email) => [...table.where('byEmail', emailKey(tenant, email))])
    .sort((a, b) => a.created_at.localeCompare(b.created_at))
}

/** Whether one and the same registration of a customer matches every filter on registrations. */
function registeredAs(filters: Filters, reader: Reader): ((customer: Customer) => boolean) | undefined {
  const provider = wantedBy(filters.provider)
  const status = wantedBy(filters.provider_registration_status)
  const role = wantedBy(filters.target_role)
  if (!provider && !status && !role) return undefined
  return ({ id }) =>
    registrationsOf(id, reader).some(
      (registration) =>
        (!provider || provider.has(registration.provider)) &&
        (!status || status.has(registration.status)) &&
        (!role || role.has(registration.target_role)),
    )
}
