import type { Draft } from '../../core/collection.ts'
import type { Context } from '../vendor.ts'
import { type Customer, customers, isDocumented } from './customer.ts'
import { approved, type Document, rejected } from './document.ts'
import { toInstant } from './instant.ts'
import { levelChanged } from './webhooks.ts'

/** What deciding on a document takes. */
export type DocumentDesk = Pick<Context<'conomy'>, 'db' | 'now' | 'emit'>

/** Stores a customer with other documents. */
export function storeDocuments(
  customer: Customer,
  documents: readonly Document[],
  { db, now }: { db: Draft; now: Date },
): Customer {
  return db.table(customers).replace({ ...customer, documents, updatedAt: toInstant(now) })
}

/** Changes one document of a customer, by position. */
export function changeDocument(
  customer: Customer,
  index: number,
  change: (document: Document) => Document,
  desk: { db: Draft; now: Date },
): Customer {
  const documents = customer.documents.map((document, at) => (at === index ? change(document) : document))
  return storeDocuments(customer, documents, desk)
}

/** Approves a document. The first one changes the customer's level. */
export function approveDocument(customer: Customer, index: number, desk: DocumentDesk): Customer {
  const after = changeDocument(customer, index, approved, desk)
  if (!isDocumented(customer)) desk.emit('customer.levelChanged', after.clientId, levelChanged(after))
  return after
}

export const rejectDocument = (customer: Customer, index: number, reason: string, desk: DocumentDesk): Customer =>
  changeDocument(customer, index, (document) => rejected(document, reason), desk)
