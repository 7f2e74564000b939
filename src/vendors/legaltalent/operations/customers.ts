import type { Draft } from '../../../core/collection.ts'
import { amended, type Customer, created, customerOf, customers, deactivated, requireFree } from '../customer.ts'
import { matchingCustomers } from '../matching.ts'
import { keepSubjects } from '../monitored.ts'
import { organizationOf } from '../organization.ts'
import { pageOf } from '../page.ts'
import { presentCustomer, presentSession, success } from '../present.ts'
import { rate } from '../rating.ts'
import { type RiskProfile, riskProfiles } from '../risk.ts'
import { sessions } from '../session.ts'
import { removeSubject, subjects } from '../subject.ts'
import { tenantOf } from '../tenants.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** The operations on customers. */
export const customerHandlers = {
  createCustomer({ body }, { db, now, random, tenant }) {
    const customer = created(body, { id: random.uuid(), tenant: tenantOf({ tenant }), now })
    requireFree(customer, db)
    return success(presentCustomer(db.table(customers).insert(customer), db))
  },

  listCustomers({ query }, { db, tenant }) {
    const found = matchingCustomers(query, tenantOf({ tenant }), db)
    const { rows, counts } = pageOf(found.rows, query, found.keeps)
    return success({ customers: rows.map((customer) => presentCustomer(customer, db)), ...counts })
  },

  getCustomer({ params }, { db, tenant }) {
    return success(presentCustomer(customerOf(tenantOf({ tenant }), params.id, db), db))
  },

  updateCustomer({ params, body }, context) {
    const { db, now } = context
    const before = customerOf(tenantOf(context), params.id, db)
    const customer = amended(before, body, now)
    requireFree(customer, db)
    if (customer.status === 'inactive') stopMonitoring(customer, db)
    db.table(customers).replace(customer)
    if (customer.client_id !== before.client_id) callSessionsBy(customer, db)
    keepSubjects(customer, context)
    return success(presentCustomer(customer, db))
  },

  deactivateCustomer({ params }, { db, now, tenant }) {
    const customer = deactivated(customerOf(tenantOf({ tenant }), params.id, db), now)
    stopMonitoring(customer, db)
    db.table(customers).replace(customer)
    const message = 'Customer deactivated successfully'
    return success({ customer_id: customer.id, status: 'inactive' as const, message })
  },

  listCustomerSessions({ params, query }, { db, tenant, origin }) {
    const { id } = customerOf(tenantOf({ tenant }), params.id, db)
    const own = db.table(sessions).where('byCustomer', id)
    const { status } = query
    const { rows, counts } = pageOf(own, query, status && ((session) => session.status === status))
    return success({ customer_id: id, sessions: rows.map((row) => presentSession(row, origin)), ...counts })
  },

  getOrganization({ params }, { db, tenant }) {
    return success(organizationOf(customerOf(tenantOf({ tenant }), params.id, db), db))
  },

  getRiskProfile({ params, query }, { db, now, tenant }) {
    const { id } = customerOf(tenantOf({ tenant }), params.id, db)
    const before = db.table(riskProfiles).get(id)
    const isWanted = [query.recalculate, query.refresh].some((text) => text === 'true' || text === '1')
    if (before && !isWanted) return success(presentRisk(before, false))
    return success(presentRisk(rate(id, db, now), true))
  },
} satisfies Partial<LegalTalentHandlers>

/** Lets the sessions of a customer, and those of their related parties, have the client_id that it has now. */
function callSessionsBy({ id, client_id }: Customer, db: Draft): void {
  const table = db.table(sessions)
  for (const session of [...table.where('byCustomer', id)]) {
    for (const each of [session, ...table.where('byParent', session.id)]) table.replace({ ...each, client_id })
  }
}

function stopMonitoring({ id }: Customer, db: Draft): void {
  for (const subject of [...db.table(subjects).where('byCustomer', id)]) removeSubject(subject, db)
}

const presentRisk = ({ id, ...profile }: RiskProfile, recalculated: boolean) => ({
  customer_id: id,
  ...profile,
  recalculated,
})
