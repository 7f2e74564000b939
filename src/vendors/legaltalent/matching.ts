import { key, type Reader } from '../../core/collection.ts'
import { type Filter, type Matching, narrowest } from '../../core/matching.ts'
import { type Customer, customers } from './customer.ts'
import { type Session, sessions } from './session.ts'

type CustomerFilters = {
  status?: string
  entity_type?: string
  risk_level?: string
  client_id?: string
  country?: string
  search?: string
}

/** The customers of a tenant that a list asks for, oldest first. A search looks at every one that is left. */
export function matchingCustomers(wanted: CustomerFilters, tenant: string, db: Reader): Matching<Customer> {
  const table = db.table(customers)
  type Index = Parameters<typeof table.where>[0]
  const by = (index: Index, field: keyof Customer, value: string | undefined): Filter<Customer> | undefined =>
    value === undefined
      ? undefined
      : { rows: table.where(index, key(tenant, value)), keeps: (row) => row[field] === value }
  const part = wanted.search?.toLowerCase()
  return narrowest(table.where('byTenant', tenant), [
    by('byStatus', 'status', wanted.status),
    by('byType', 'entity_type', wanted.entity_type),
    by('byRisk', 'risk_level', wanted.risk_level),
    by('byClientId', 'client_id', wanted.client_id),
    by('byCountry', 'country', wanted.country?.toUpperCase()),
    part === undefined ? undefined : { keeps: (row) => hasPart(row, part) },
  ])
}

const hasPart = ({ name, client_id, tax_id }: Customer, part: string): boolean =>
  [name, client_id, tax_id].some((text) => text?.toLowerCase().includes(part))

type SessionFilters = { status?: string; client_id?: string; customer_id?: string }

/** The sessions of a tenant that a list asks for, oldest first, without those of related parties. */
export function matchingSessions(wanted: SessionFilters, tenant: string, db: Reader): Matching<Session> {
  const table = db.table(sessions)
  const { status, client_id, customer_id } = wanted
  const isOwn = customer_id !== undefined && db.table(customers).get(customer_id)?.tenant === tenant
  return narrowest(table.where('byTenant', tenant), [
    status === undefined
      ? undefined
      : { rows: table.where('byStatus', key(tenant, status)), keeps: (row) => row.status === status },
    client_id === undefined
      ? undefined
      : { rows: table.where('byClientId', key(tenant, client_id)), keeps: (row) => row.client_id === client_id },
    customer_id === undefined
      ? undefined
      : {
          rows: table.where('byCustomer', isOwn ? customer_id : undefined),
          keeps: (row) => row.customer_id === customer_id,
        },
  ])
}
