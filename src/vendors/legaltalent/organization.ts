import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { isJsonObject } from '../../core/json-object.ts'
import { type Answer, answersIn, answersOf, nameOf, portableAnswers } from './answers.ts'
import type { Customer } from './customer.ts'
import { isDate } from './field-value.ts'
import { fieldsOf } from './form.ts'
import { type Person, type PersonInput, people, personOf } from './person.ts'
import { type Session, type Subsession, sessions } from './session.ts'
import { documentsOf } from './session-document.ts'
import { subsessionsOf } from './subsession.ts'

type Organization = components['schemas']['LegalTalentOrganization']

/**
 * Who owns and runs a customer: whom operators named, and whom its sessions found, once they are approved. The newest
 * word on somebody wins, and an operator's of the same second.
 */
export function organizationOf(customer: Customer, db: Reader): Organization {
  const words = [...wordsOfSessions(customer, db), ...wordsOfOperators(customer, db)].sort(byTime)
  const found = new Map<string, Person>()
  for (const { person } of words) {
    found.set(`${person.role} ${(person.document_id ?? person.tax_id ?? person.full_name).toLowerCase()}`, person)
  }
  const having = (role: Person['role']): Person[] => [...found.values()].filter((person) => person.role === role)
  return {
    customer_id: customer.id,
    ubos: having('ubo'),
    shareholders: having('shareholder'),
    directors: having('director'),
    representatives: having('representative'),
    updated_at: words.at(-1)?.at ?? customer.created_at,
  }
}

/** What was said of somebody, and when. */
type Word = { person: Person; at: string }

const byTime = (one: Word, other: Word): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)

const wordsOfOperators = ({ id }: Customer, db: Reader): Word[] =>
  [...db.table(people).where('byCustomer', id)].map(({ person, updated_at }) => ({ person, at: updated_at }))

const wordsOfSessions = ({ id }: Customer, db: Reader): Word[] =>
  [...db.table(sessions).where('byCustomer', id)].flatMap((session) => [
    ...(session.status === 'approved' ? peopleIn(session, db) : []).map((person) => ({
      person,
      at: session.updated_at,
    })),
    ...subsessionsOf(session.id, db)
      .filter(({ status }) => status === 'approved')
      .map((subsession) => ({ person: personIn(subsession, db), at: subsession.updated_at })),
  ])

/** A related party, with what it said of itself where whoever named it did not. */
function personIn(subsession: Subsession, db: Reader): Person {
  const { id, person, parent_session_id, status } = subsession
  const { birth_date, nationality, tax_id, incorporation } = portableAnswers(subsession, db)
  const identity = documentsOf(id, db).find((each) => each.document_type === 'id' && each.status === 'uploaded')
  const learnt: PersonInput = {
    ...person,
    birth_date: person.birth_date ?? textIn(birth_date),
    nationality: person.nationality ?? textIn(nationality),
    tax_id: person.tax_id ?? textIn(tax_id),
    country: person.country ?? textIn(incorporation),
    document_id: person.document_id ?? identity?.extracted_data?.document_number ?? null,
    document_type: person.document_type ?? identity?.document_type ?? null,
  }
  const origin = { person_id: id, session_id: parent_session_id, subsession_id: id, verification_status: status }
  return personOf(learnt, origin)
}

/** Whom a session lists in the fields that ask for people of a role. Whoever has no name is left out. */
function peopleIn(session: Session, db: Reader): Person[] {
  const { id, status } = session
  return answersOf(session, db).flatMap(({ field, value }) => {
    const { field_id, entity_role } = field
    if (!entity_role || !Array.isArray(value)) return []
    return value.filter(isJsonObject).flatMap((entry, at) => {
      const named = entityIn(answersIn(entry, fieldsOf(field) ?? []), entity_role)
      const origin = { person_id: `${id}.${field_id}.${at}`, session_id: id, subsession_id: null }
      return named ? [personOf(named, { ...origin, verification_status: status })] : []
    })
  })
}

/** Somebody in a list, by the keys or ids of the fields. A field may let through what cannot be said of a person. */
function entityIn(answers: readonly Answer[], role: Person['role']): PersonInput | undefined {
  const told = (name: string): unknown =>
    answers.find(({ field }) => nameOf(field) === name || field.field_id === name)?.value
  const full_name = textIn(told('full_name'))
  if (full_name === null) return undefined
  const share = told('ownership_percentage')
  return {
    full_name,
    role,
    entity_type: told('entity_type') === 'company' ? 'company' : 'individual',
    ownership_percentage: typeof share === 'number' && share >= 0 && share <= 100 ? share : null,
    nationality: textIn(told('nationality'), isCountry),
    country: textIn(told('country'), isCountry),
    birth_date: textIn(told('birth_date'), isDate),
    document_id: textIn(told('document_id')),
    document_type: textIn(told('document_type')),
    tax_id: textIn(told('tax_id')),
    is_pep: told('is_pep') === true,
  }
}

const isCountry = (text: string): boolean => /^[A-Za-z]{2}$/.test(text)

const textIn = (value: unknown, isGood: (text: string) => boolean = () => true): string | null =>
  typeof value === 'string' && isGood(value) ? value : null
