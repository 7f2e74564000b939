import type { components } from '../../../contract/openapi.gen.ts'
import { Reply } from '../../../contract/reply.ts'
import type { Reader, Rows } from '../../../core/collection.ts'
import { fieldProblem } from '../../../core/problem.ts'
import type { ContactInput } from '../contact.ts'
import { type Customer, customers, opened, ownedBy, requireUnique, retouched } from '../customer.ts'
import { registerOn } from '../customer-documents.ts'
import { objectId } from '../instant.ts'
import { pageOf } from '../page.ts'
import { hasTenantKeys } from '../surface.ts'
import type { GatewayHandlers } from './handlers.ts'
import { presentCustomer } from './present-customer.ts'
import { tenantOf } from './tenant.ts'

/** The operations on customers, as the gateway publishes them. */
export const customerHandlers = {
  createCustomer({ body }, { db, now, random, settings, tenant }) {
    const birth = { id: objectId(now, random), clientId: tenantOf({ tenant }), now }
    const customer = opened(ownKeys(body), birth)
    requireUnique(customer, db, settings)
    return presentCustomer(db.table(customers).insert(customer))
  },

  listCustomers({ query }, { db, tenant }) {
    const { pagination, results } = pageOf(matching(query, tenantOf({ tenant }), db), query)
    return { pagination, results: results.map(presentCustomer) }
  },

  getCustomer({ params }, { db, tenant }) {
    return presentCustomer(ownedBy(tenantOf({ tenant }), params['customer-id'], db))
  },

  updateCustomer({ params, body }, { db, now, settings, tenant }) {
    const before = ownedBy(tenantOf({ tenant }), params['customer-id'], db)
    const customer = retouched(before, ownKeys(body), now)
    if (customer !== before) {
      if (customer.documentNumber !== before.documentNumber) requireUnique(customer, db, settings)
      db.table(customers).replace(customer)
    }
    return new Reply(settings.gatewayPatchStatus === 200 ? 200 : 201, presentCustomer(customer))
  },

  deleteCustomer({ params }, { db, tenant }) {
    db.table(customers).remove(ownedBy(tenantOf({ tenant }), params['customer-id'], db).id)
    return undefined
  },

  registerDocument({ params, body }, context) {
    return registerOn(ownedBy(tenantOf(context), params['customer-id'], context.db), body, context)
  },
} satisfies Partial<GatewayHandlers>

/**
 * The keys of this contract. `operationLevel` and `country` belong to the other one: a change of tier is never dropped
 * silently. Throws a Problem of kind `missing` that names `clientId`, which would choose the other contract.
 */
function ownKeys(body: components['schemas']['ConomyGatewayCustomerPatch']): ContactInput {
  if (hasTenantKeys(Object.keys(body))) throw fieldProblem('missing', 'clientId', 'clientId is required', 'query')
  const { operationLevel, country, ...own } = body
  return own
}

type Filters = { id?: string; type?: string; identityId?: string }

/** Customers have neither type nor identity, so that a filter on these matches nothing. */
function matching(
  { id, type, identityId }: Filters,
  clientId: string,
  reader: Reader,
): Pick<Rows<Customer>, 'length' | 'slice'> {
  const table = reader.table(customers)
  if (type !== undefined || identityId !== undefined) return []
  if (id === undefined) return table.where('byClient', clientId)
  const ids = new Set(id.split(',').map((text) => text.trim()))
  return [...ids].flatMap((one) => {
    const customer = table.get(one)
    return customer?.clientId === clientId ? [customer] : []
  })
}
