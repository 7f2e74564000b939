import type { Handlers } from '../../../contract/types.ts'
import type { Draft } from '../../../core/collection.ts'
import { Problem } from '../../../core/problem.ts'
import type { Context } from '../../vendor.ts'
import { type Customer, customers, isDocumented, noCustomer, ownedBy } from '../customer.ts'
import { registerOn, storeDocuments } from '../customer-documents.ts'
import { approved, type Document, rejected, uploaded } from '../document.ts'
import type { ConomySettings } from '../settings.ts'
import { levelChanged } from '../webhooks.ts'
import { present } from './present.ts'

type CustomersHandlers = Handlers<'conomy-customers', Context<'conomy', ConomySettings>>
type Place = { id: string; index: number }

export const documentHandlers = {
  registerDocument({ params, query, body }, { db, now, settings }) {
    return registerOn(ownedBy(query.clientId, params.id, db), body, { db, now, settings })
  },

  uploadDocument({ params, body }, { db, now }) {
    return present(decide(params, { db, now }, (document) => uploaded(document, body ?? {}, now)))
  },

  approveDocument({ params }, { db, now, emit }) {
    const wasDocumented = isDocumented(anyones(params.id, db))
    const customer = decide(params, { db, now }, approved)
    if (!wasDocumented) emit('customer.levelChanged', customer.clientId, levelChanged(customer))
    return present(customer)
  },

  rejectDocument({ params, body }, { db, now }) {
    return present(decide(params, { db, now }, (document) => rejected(document, body.reason)))
  },
} satisfies Partial<CustomersHandlers>

/** Changes one document of one customer, by position. Throws a Problem of kind `not-found` when there is none. */
function decide(
  { id, index }: Place,
  { db, now }: { db: Draft; now: Date },
  change: (document: Document) => Document,
): Customer {
  const customer = anyones(id, db)
  const document = customer.documents[index]
  if (!document)
    throw new Problem('not-found', `Customer ${id} has no document ${index}; it has ${customer.documents.length}`)
  return storeDocuments(customer, customer.documents.with(index, change(document)), { db, now })
}

/** A customer of whichever tenant: an operator sees them all. */
function anyones(id: string, db: Draft): Customer {
  const customer = db.table(customers).get(id)
  if (!customer) throw noCustomer(id)
  return customer
}
