import type { Reader } from '../../core/collection.ts'
import { isJsonObject } from '../../core/json-object.ts'
import { customers } from './customer.ts'
import type { Bearer } from './extraction.ts'
import { fieldsOf } from './form.ts'
import { progressOf, standingOf, stepsOf } from './progress.ts'
import type { Session } from './session.ts'
import type { CustomField } from './workflow.ts'

/** What was answered to a field of a session's forms. */
export type Answer = { field: CustomField; value: unknown }

/** What an answer is called outside the workflow: by the portable key of its field, if it has one. */
export const nameOf = ({ field_key, field_id }: CustomField): string => field_key ?? field_id

/** Every answer of a session, in the order of its steps. */
export function answersOf(session: Session, db: Reader): Answer[] {
  const progress = progressOf(session, db)
  if (progress.steps.length === 0) return []
  return stepsOf(session, db).flatMap((step) => {
    const { form_data } = standingOf(step, session, progress)
    return answersIn(form_data, step.custom_fields)
  })
}

/** The answers of a form, in the order of its fields. */
export const answersIn = (form: Readonly<Record<string, unknown>>, fields: readonly CustomField[]): Answer[] =>
  fields.flatMap((field) => (Object.hasOwn(form, field.field_id) ? [{ field, value: form[field.field_id] }] : []))

/** The same with what they are made of: of everybody and everything that an answer lists. */
export const allAnswersOf = (session: Session, db: Reader): Answer[] => {
  const answers = answersOf(session, db)
  return [...answers, ...answers.flatMap(entriesIn).flat()]
}

/** The answers in each entry of an answer that has fields of its own, and in the entries of those. */
function entriesIn({ field, value }: Answer): Answer[][] {
  const fields = fieldsOf(field) ?? []
  const entries = (Array.isArray(value) ? value : [value]).filter(isJsonObject)
  return entries.map((entry) => answersIn(entry, fields)).flatMap((entry) => [entry, ...entry.flatMap(entriesIn)])
}

/** The answers to the fields that have a portable key, as webhooks carry them. */
export const portableAnswers = (session: Session, db: Reader): Record<string, unknown> =>
  Object.fromEntries(
    answersOf(session, db).flatMap(({ field, value }) =>
      field.field_key === undefined ? [] : [[field.field_key, value]],
    ),
  )

/** The texts that were answered to fields of a type. */
export const textsOf = (answers: readonly Answer[], type: CustomField['type']): string[] =>
  answers.flatMap(({ field, value }) => (field.type === type && typeof value === 'string' ? [value] : []))

/** Whom a session is about: by its forms, the related party, the customer. No name comes twice. */
export function subjectNames(session: Session, db: Reader): string[] {
  const { person, customer_id } = session
  const customer = customer_id === null || person ? undefined : db.table(customers).get(customer_id)
  const named = [...textsOf(answersOf(session, db), 'name'), person?.full_name, customer?.name]
  return [...new Set(named.flatMap((name) => (name === undefined || name.trim() === '' ? [] : [name.trim()])))]
}

type Sought = { full_name: string; identifier: string | null }

/**
 * Everybody whom a session names, as lists and the press are searched: whom it is about, with the number of the papers
 * that the person or customer has, and whomever the forms list, with the number that is given beside the name.
 */
export function soughtOf(session: Session, db: Reader): Sought[] {
  const { person, customer_id } = session
  const customer = customer_id === null || person ? undefined : db.table(customers).get(customer_id)
  const identifier = person?.document_id ?? person?.tax_id ?? customer?.tax_id ?? null
  return [
    ...subjectNames(session, db).map((full_name) => ({ full_name, identifier })),
    ...answersOf(session, db).flatMap(entriesIn).flatMap(soughtIn),
  ]
}

/** Who is named in an entry; a `full_name` is a name whatever its type. */
function soughtIn(entry: readonly Answer[]): Sought[] {
  const [identifier = null] = ['document_id', 'tax_id'].flatMap((name) => textsNamed(entry, name))
  const names = new Set([...textsOf(entry, 'name'), ...textsNamed(entry, 'full_name')])
  return [...names].map((full_name) => ({ full_name, identifier }))
}

const textsNamed = (answers: readonly Answer[], name: string): string[] =>
  answers.flatMap(({ field, value }) => (nameOf(field) === name && typeof value === 'string' ? [value] : []))

/** Who the documents of a session are about. */
export function bearerOf(session: Session, db: Reader): Bearer {
  const answers = answersOf(session, db)
  const [birthDate = session.person?.birth_date ?? undefined] = textsOf(answers, 'date')
  const [country = session.person?.nationality?.toUpperCase() ?? 'XX'] = textsOf(answers, 'country')
  const [name = 'Unknown Bearer'] = subjectNames(session, db)
  return { name, country, birthDate }
}
