import { Reply } from '../../../contract/reply.ts'
import { amended, created, customerOf, customers, requireUnique } from '../customer.ts'
import { changedFields, customerData, tell } from '../events.ts'
import { matchingCustomers } from '../matching-customers.ts'
import { pageOf } from '../page.ts'
import { presentCustomer } from '../present-customer.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const customerHandlers = {
  createCustomer({ body }, context) {
    const { db, now, random, settings } = context
    const customer = created(body, { id: random.uuid(), tenant: tenantOf(context), now })
    requireUnique(customer, db, settings)
    db.table(customers).insert(customer)
    tell(context, customer.tenant, 'customer.created', customerData(customer))
    return { msg: 'customer created', data: presentCustomer(customer, db) }
  },

  listCustomers({ query }, context) {
    const { db } = context
    const { rows, headers, ...page } = pageOf(matchingCustomers(query, tenantOf(context), db), query)
    const data = { ...page, customer_list: rows.map((customer) => presentCustomer(customer, db)) }
    return new Reply(200, { msg: 'customers found', data }, headers)
  },

  getCustomer({ params }, context) {
    const customer = customerOf(tenantOf(context), params.customer_id, context.db)
    return { msg: 'customer found', data: presentCustomer(customer, context.db) }
  },

  updateCustomer({ params, body }, context) {
    const { db, now, settings } = context
    const before = customerOf(tenantOf(context), params.customer_id, db)
    const customer = amended(before, body, now)
    if (customer !== before) {
      requireUnique(customer, db, settings)
      db.table(customers).replace(customer)
      tell(context, customer.tenant, 'customer.updated', customerData(customer, changedFields(before, customer)))
    }
    return { msg: 'customer updated', data: presentCustomer(customer, db) }
  },
} satisfies Partial<OakHandlers>
