import type { Draft } from '../../core/collection.ts'
import { type Customer, customers, isDocumented } from './customer.ts'
import { type Document, type DocumentInput, registered } from './document.ts'
import { toInstant } from './instant.ts'
import type { ConomySettings } from './settings.ts'

/** What a registration is answered with, in both contracts. */
type Registered = { customerId: string; document: Document; isDocumented: boolean }

/** Adds a document to a customer. Throws a Problem of kind `invalid` for an unsupported type. */
export function registerOn(
  customer: Customer,
  input: DocumentInput,
  { db, now, settings }: { db: Draft; now: Date; settings: ConomySettings },
): Registered {
  const document = registered(input, now, settings)
  const after = storeDocuments(customer, [...customer.documents, document], { db, now })
  return { customerId: after.id, document, isDocumented: isDocumented(after) }
}

/** Stores a customer with other documents. */
export function storeDocuments(
  customer: Customer,
  documents: readonly Document[],
  { db, now }: { db: Draft; now: Date },
): Customer {
  return db.table(customers).replace({ ...customer, documents, updatedAt: toInstant(now) })
}
