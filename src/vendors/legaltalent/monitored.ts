import type { Reader } from '../../core/collection.ts'
import type { Customer } from './customer.ts'
import { organizationOf } from './organization.ts'
import { type Screening, screenAtOnce } from './screening.ts'
import { type newSubject, subjects } from './subject.ts'
import { watchlistOf } from './watchlist.ts'

/** Whom a subject stands for: a customer, or somebody in its organization. */
export type Party = Omit<Parameters<typeof newSubject>[0], 'tags'>

/** What a customer is called on a watchlist. */
export function partyOf({ id, name, tax_id, client_id }: Customer) {
  const identifier_type = tax_id !== null ? 'tax_id' : client_id !== null ? 'client_id' : null
  return { full_name: name, identifier: tax_id ?? client_id, identifier_type, customer_id: id } satisfies Party
}

/** Everybody in a customer's organization once, whatever roles they have. */
export function peopleAround(customer: Customer, db: Reader): Party[] {
  const { ubos, shareholders, directors, representatives } = organizationOf(customer, db)
  const found = new Map<string, Party>()
  for (const person of [...ubos, ...shareholders, ...directors, ...representatives]) {
    const identifier = person.document_id ?? person.tax_id
    const known = identifier ?? person.full_name
    if (found.has(known)) continue
    found.set(known, {
      full_name: person.full_name,
      identifier,
      identifier_type: person.document_id !== null ? 'document' : person.tax_id !== null ? 'tax_id' : null,
      customer_id: customer.id,
      person_id: known,
    })
  }
  return [...found.values()]
}

/** Lets the subjects that stand for a customer be called what it is called now, and screens those that change. */
export function keepSubjects(customer: Customer, context: Screening): void {
  const { db } = context
  const { full_name, identifier, identifier_type } = partyOf(customer)
  for (const subject of [...db.table(subjects).where('byCustomer', customer.id)]) {
    if (subject.person_id !== null) continue
    if (subject.full_name === full_name && subject.identifier === identifier) continue
    const renamed = db.table(subjects).replace({ ...subject, full_name, identifier, identifier_type })
    screenAtOnce(watchlistOf(customer.tenant, subject.watchlist_id, db), [renamed], context)
  }
}
