import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Customer } from './customer.ts'
import { type Session, sessions } from './session.ts'

export type Person = components['schemas']['LegalTalentPerson']
type PersonInput = components['schemas']['LegalTalentPersonInput']
type Organization = components['schemas']['LegalTalentOrganization']

/** Somebody whom an operator put into an organization. */
export type StoredPerson = Row & { readonly customer_id: string; readonly person: Person; readonly updated_at: string }

export const people = collection<StoredPerson>()('legaltalent.people', { byCustomer: (row) => row.customer_id })

/** A person as the organization shows one. */
export function personOf(
  input: PersonInput,
  origin: Pick<Person, 'person_id' | 'session_id' | 'subsession_id' | 'verification_status'>,
): Person {
  return {
    full_name: input.full_name.trim(),
    entity_type: input.entity_type ?? 'individual',
    role: input.role,
    ownership_percentage:
      input.role === 'ubo' || input.role === 'shareholder' ? (input.ownership_percentage ?? null) : null,
    document_id: input.document_id ?? null,
    document_type: input.document_type ?? null,
    nationality: input.nationality?.toUpperCase() ?? null,
    birth_date: input.birth_date ?? null,
    tax_id: input.tax_id ?? null,
    country: input.country?.toUpperCase() ?? null,
    is_pep: input.is_pep ?? false,
    parent_person_id: input.parent_person_id ?? null,
    ...origin,
  }
}

/** Who owns and runs a customer: whom its subsessions and operators named. The newest word on somebody wins. */
export function organizationOf(customer: Customer, db: Reader): Organization {
  const found = new Map<string, Person>()
  let updatedAt = customer.created_at
  const say = (person: Person, at: string): void => {
    found.set(`${person.role} ${(person.document_id ?? person.tax_id ?? person.full_name).toLowerCase()}`, person)
    if (at > updatedAt) updatedAt = at
  }
  for (const { person, updated_at } of db.table(people).where('byCustomer', customer.id)) say(person, updated_at)
  for (const session of db.table(sessions).where('byCustomer', customer.id)) {
    for (const subsession of db.table(sessions).where('byParent', session.id)) {
      const person = personIn(subsession)
      if (person) say(person, subsession.updated_at)
    }
  }
  const having = (role: Person['role']): Person[] => [...found.values()].filter((person) => person.role === role)
  return {
    customer_id: customer.id,
    ubos: having('ubo'),
    shareholders: having('shareholder'),
    directors: having('director'),
    representatives: having('representative'),
    updated_at: updatedAt,
  }
}

function personIn(subsession: Session): Person | undefined {
  if (!subsession.person) return undefined
  return personOf(subsession.person, {
    person_id: subsession.id,
    session_id: subsession.parent_session_id,
    subsession_id: subsession.id,
    verification_status: subsession.status,
  })
}
