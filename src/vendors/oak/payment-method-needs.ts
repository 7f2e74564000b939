import { isJsonObject } from '../../core/json-object.ts'
import { type Fault, problemOf } from '../../core/problem.ts'
import { type MethodDetails, textOf } from './payment-method-details.ts'
import type { MethodType } from './payment-method-type.ts'
import type { Provider } from './provider.ts'

const STRIPE_BANK = [
  'bank_name',
  'bank_account_number',
  'bank_routing_number',
  'bank_account_type',
  'bank_account_name',
  'currency',
]

const BRIDGE_ADDRESS = ['street_line_1', 'city', 'state', 'postal_code', 'country']

const DIGITS = ['bank_account_number', 'bank_routing_number']

type Kind = { readonly type: MethodType; readonly provider: Provider }

/**
 * Throws a Problem of kind `missing` or `invalid` that names all that this type at this provider cannot do without, as
 * far as it is documented. The form is only looked at of what was `given`: what is stored is masked.
 */
export function requireDetails(kind: Kind, details: MethodDetails, given = Object.keys(details)): void {
  const lacking = neededBy(kind).filter((name) => textOf(details, name) === null)
  const faults = lacking.map(missing)
  if (kind.type === 'bank' && isAmerican(kind)) {
    const present = DIGITS.filter((name) => given.includes(name) && !lacking.includes(name))
    faults.push(...present.filter((name) => !/^\d+$/.test(textOf(details, name) ?? '')).map(notDigits))
    if (kind.provider === 'bridge') faults.push(...lackingOf(details.billing_address))
  }
  const refusal = problemOf(faults)
  if (refusal) throw refusal
}

const missing = (field: string): Fault => ({ kind: 'missing', in: 'body', field, message: `${field} is required` })

const notDigits = (field: string): Fault => ({ kind: 'invalid', in: 'body', field, message: `${field} must be digits` })

const isAmerican = ({ provider }: Kind): boolean => provider === 'stripe' || provider === 'bridge'

function neededBy(kind: Kind): readonly string[] {
  if (kind.type === 'bank') return isAmerican(kind) ? STRIPE_BANK : []
  if (kind.type === 'pix') return ['pix_string']
  return kind.type === 'evm_address' ? ['evm_address', 'chain', 'currency'] : []
}

function lackingOf(address: unknown): Fault[] {
  const isThere = (name: string): boolean => isJsonObject(address) && textOf(address, name) !== null
  return BRIDGE_ADDRESS.filter((name) => !isThere(name)).map((name) => missing(`billing_address.${name}`))
}
