import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'

export type Person = components['schemas']['LegalTalentPerson']
export type PersonInput = components['schemas']['LegalTalentPersonInput']

/** Somebody whom an operator put into an organization. */
export type StoredPerson = Row & { readonly customer_id: string; readonly person: Person; readonly updated_at: Instant }

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
