import type { Handlers } from '../../../contract/types.ts'
import type { Reader } from '../../../core/collection.ts'
import { Problem } from '../../../core/problem.ts'
import type { Context } from '../../vendor.ts'
import { type Customer, customers, noCustomer, ownedBy } from '../customer.ts'
import { registerOn } from '../customer-documents.ts'
import { type Document, uploaded } from '../document.ts'
import { approveDocument, changeDocument, rejectDocument } from '../document-moves.ts'
import { decideAsWished } from '../magic.ts'
import type { ConomySettings } from '../settings.ts'
import { present } from './present.ts'

type CustomersHandlers = Handlers<'conomy-customers', Context<'conomy', ConomySettings>>

export const documentHandlers = {
  registerDocument({ params, query, body }, context) {
    return registerOn(ownedBy(query.clientId, params.id, context.db), body, context)
  },

  uploadDocument({ params, body }, context) {
    const { now } = context
    const customer = withDocument(params, context.db)
    const change = (document: Document): Document => uploaded(document, body ?? {}, now)
    return present(decideAsWished(changeDocument(customer, params.index, change, context), context))
  },

  approveDocument({ params }, context) {
    return present(approveDocument(withDocument(params, context.db), params.index, context))
  },

  rejectDocument({ params, body }, context) {
    return present(rejectDocument(withDocument(params, context.db), params.index, body.reason, context))
  },
} satisfies Partial<CustomersHandlers>

/**
 * A customer of whichever tenant, because an operator sees them all. Throws a Problem of kind `not-found` when there is
 * none, or it has no document at this position.
 */
function withDocument({ id, index }: { id: string; index: number }, db: Reader): Customer {
  const customer = db.table(customers).get(id)
  if (!customer) throw noCustomer(id)
  if (index in customer.documents) return customer
  throw new Problem('not-found', `Customer ${id} has no document ${index}; it has ${customer.documents.length}`)
}
