import type { components } from '../../contract/openapi.gen.ts'
import { fieldProblem } from '../../core/problem.ts'
import { isOfCalendar } from './calendar.ts'
import { isCountry } from './countries.ts'
import { oneOf } from './one-of.ts'

const TEXTS = [
  'first_name',
  'last_name',
  'document_number',
  'document_type',
  'dob',
  'phone_country_code',
  'phone_area_code',
  'phone_number',
  'country_code',
  'company_name',
  'tax_id',
  'wallet_address',
  'social_name',
  'street_number',
  'street_name',
  'house_number',
  'neighborhood',
  'postal_code',
  'city',
  'state',
  'subdivision',
  'gender',
  'mother_name',
  'owner_legal_name',
  'owner_document_number',
  'owner_document_type',
  'company_start_date',
] as const

type Text = (typeof TEXTS)[number]

/** Every key of a profile. */
export const PROFILE_FIELDS = [...TEXTS, 'monthly_net_income'] as const

const DOCUMENT_TYPES = [
  'personal_tax_id',
  'company_tax_id',
  'cpf',
  'cnpj',
  'passport',
  'ssn',
  'itin',
  'cc',
  'curp',
] as const

/** How the texts that are not free are written, wherever they came in another case; it throws for what is none. */
const WRITTEN: Partial<Record<Text, (text: string, field: string) => string>> = {
  document_type: (text, field) => oneOf(DOCUMENT_TYPES, text, field),
  owner_document_type: (text, field) => oneOf(DOCUMENT_TYPES, text, field),
  gender: (text, field) => oneOf(['male', 'female', 'other'], text, field),
  country_code: countryWritten,
  dob: dayWritten,
}

/** Who a customer is. What is not set is absent, never blank. */
export type Profile = { readonly [Key in Text]?: string } & { readonly monthly_net_income?: number }

/** The same as a client sends it: null and a blank text remove. */
export type ProfileInput = Pick<components['schemas']['OakCustomerFields'], Text | 'monthly_net_income'>

/** The same as a client is shown it: what is not set is null. */
export type ShownProfile = Record<Text, string | null> & { monthly_net_income: number | null }

/** A profile after a change. Throws a Problem of kind `invalid` when a value is none that Oak knows. */
export function mergedProfile(before: Profile, patch: ProfileInput): Profile {
  const after: { -readonly [Key in keyof Profile]: Profile[Key] } = {}
  for (const name of TEXTS) {
    const given = patch[name]
    const text = given === undefined ? before[name] : given?.trim() && (WRITTEN[name]?.(given, name) ?? given)
    if (text) after[name] = text
  }
  const given = patch.monthly_net_income
  const income = given === undefined ? before.monthly_net_income : given === null ? undefined : incomeOf(given)
  return income === undefined ? after : { ...after, monthly_net_income: income }
}

/** A profile with every key. */
export function shownProfile(profile: Profile): ShownProfile {
  const texts = TEXTS.map((name) => [name, profile[name] ?? null] as const)
  return {
    ...(Object.fromEntries(texts) as Record<Text, string | null>),
    monthly_net_income: profile.monthly_net_income ?? null,
  }
}

/** The older generation of the API has a text here. */
const incomeOf = (given: number | string): number | undefined =>
  typeof given === 'string' && given.trim() === '' ? undefined : Number(given)

/** As it was given: the contract knows how it looks, but not how long months are. */
function dayWritten(text: string, field: string): string {
  if (!isOfCalendar(text.slice(0, 10))) throw fieldProblem('invalid', field, `${field} must be a day of the calendar`)
  return text
}

function countryWritten(text: string, field: string): string {
  if (!isCountry(text.trim())) {
    throw fieldProblem('invalid', field, `${field} must be a country, ISO 3166-1 alpha-2`)
  }
  return text.trim().toLowerCase()
}
