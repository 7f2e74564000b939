import type { Context } from '../vendor.ts'
import { type Customer, isDocumented } from './customer.ts'
import { type Document, type DocumentInput, registered } from './document.ts'
import { storeDocuments } from './document-moves.ts'
import { decideAsWished } from './magic.ts'
import type { ConomySettings } from './settings.ts'

/** What a registration is answered with, in both contracts. */
type Registered = { customerId: string; document: Document; isDocumented: boolean }

/** Adds a document to a customer. Throws a Problem of kind `invalid` for an unsupported type. */
export function registerOn(
  customer: Customer,
  input: DocumentInput,
  context: Context<'conomy', ConomySettings>,
): Registered {
  const document = registered(input, context.now, context.settings)
  const after = storeDocuments(customer, [...customer.documents, document], context)
  // A decision comes after the answer, however soon.
  decideAsWished(after, context)
  return { customerId: after.id, document, isDocumented: isDocumented(after) }
}
