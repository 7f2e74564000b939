import { isJsonObject } from '../../core/json-object.ts'

/** What a merchant says of a payment method, besides its type and its provider. */
export type MethodDetails = Readonly<Record<string, unknown>>

/** Set by the server; ignored where a client sends them back. */
const OWN = new Set(['id', 'customer_id', 'status', 'bankDetails', 'created_at', 'updated_at'])

/** Of these, the last four characters are kept. */
const NUMBERS = new Set([
  'bank_account_number',
  'account_number',
  'accountNumber',
  'card_number',
  'cardNumber',
  'number',
])

/** These are never kept. */
const SECRETS = new Set(['cvv', 'cvc', 'security_code'])

/** Enumerated values come back in lower case. */
const ENUMERATED = new Set([
  'type',
  'currency',
  'source_currency',
  'destination_currency',
  'bank_account_type',
  'chain',
  'country',
])

/** What is stored: numbers masked, secrets left out, enumerated values in lower case. */
export function masked(details: MethodDetails): MethodDetails {
  const kept = Object.entries(details).filter(([name]) => !OWN.has(name))
  const written = kept.map(([name, value]) => {
    const isEnumerated = ENUMERATED.has(name) && typeof value === 'string'
    return [name, isEnumerated ? value.toLowerCase() : value] as const
  })
  return withoutNumbers(Object.fromEntries(written))
}

/** The merchant's own `metadata` stays as it is. */
function withoutNumbers(details: MethodDetails): MethodDetails {
  const kept = Object.entries(details).filter(([name]) => !SECRETS.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'metadata' ? value : shown(name, value)]))
}

function shown(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(name, item))
  if (isJsonObject(value)) return withoutNumbers(value)
  const isNumber = NUMBERS.has(name) && (typeof value === 'string' || typeof value === 'number')
  return isNumber ? masking(String(value)) : value
}

/** What is masked already, because a client sends back what it was shown, stays as it is. */
const masking = (number: string): string => (/^\*{4}.{0,4}$/.test(number) ? number : `****${number.slice(-4)}`)

/** What every payment method shows, whatever was said of it. */
export const commonOf = (details: MethodDetails) => ({
  country: textOf(details, 'country'),
  chain: textOf(details, 'chain'),
  currency: textOf(details, 'currency'),
  bank_account_type: textOf(details, 'bank_account_type'),
  source_currency: textOf(details, 'source_currency'),
  destination_currency: textOf(details, 'destination_currency'),
  metadata: isJsonObject(details.metadata) ? details.metadata : null,
})

/** A text of the details; null where there is none. */
export function textOf(details: MethodDetails, name: string): string | null {
  const value = details[name]
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
