import type { Reader } from '../../core/collection.ts'
import { isJsonObject } from '../../core/json-object.ts'
import { type Answer, allAnswersOf, nameOf } from './answers.ts'
import type { Country } from './automation.ts'
import { customers } from './customer.ts'
import type { Session } from './session.ts'

const KINDS = ['nationality', 'residence', 'tax_residence', 'incorporation'] as const

/** The countries that somebody stated: in the forms, also of whom they list, in the metadata, of the related party or customer. */
export function countriesOf(session: Session, db: Reader): Country[] {
  const { metadata, person, customer_id } = session
  const customer = customer_id === null || person ? undefined : db.table(customers).get(customer_id)
  const isCompany = (person ?? customer)?.entity_type === 'company'
  const stated = [
    ...allAnswersOf(session, db).flatMap(countryIn),
    ...KINDS.map((kind) => ({ kind, code: metadata[kind] })),
    { kind: isCompany ? ('incorporation' as const) : ('residence' as const), code: (person ?? customer)?.country },
    { kind: 'nationality' as const, code: person?.nationality },
  ]
  return stated.flatMap(({ kind, code }) => (typeof code === 'string' ? [{ kind, code: code.toUpperCase() }] : []))
}

/** A field says by its key what its country is to the person or company. */
function countryIn({ field, value }: Answer): { kind: Country['kind']; code: unknown }[] {
  if (field.type === 'address') return isJsonObject(value) ? [{ kind: 'residence', code: value.country }] : []
  if (field.type !== 'country') return []
  return [{ kind: KINDS.find((kind) => kind === nameOf(field)) ?? null, code: value }]
}
