import { isJsonObject } from '../../core/merge-patch.ts'
import { fieldProblem } from '../../core/problem.ts'
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
 * Throws a Problem of kind `missing` or `invalid` that names what this type at this provider cannot do without, as far
 * as it is documented. The form is only looked at of what was `given`: what is stored is masked.
 */
export function requireDetails(kind: Kind, details: MethodDetails, given = Object.keys(details)): void {
  for (const name of neededBy(kind)) {
    if (textOf(details, name) === null) throw fieldProblem('missing', name, `${name} is required`)
  }
  if (kind.type !== 'bank' || !isAmerican(kind)) return
  for (const name of DIGITS.filter((field) => given.includes(field))) {
    if (!/^\d+$/.test(textOf(details, name) ?? '')) throw fieldProblem('invalid', name, `${name} must be digits`)
  }
  if (kind.provider === 'bridge') requireAddress(details.billing_address)
}

const isAmerican = ({ provider }: Kind): boolean => provider === 'stripe' || provider === 'bridge'

function neededBy(kind: Kind): readonly string[] {
  if (kind.type === 'bank') return isAmerican(kind) ? STRIPE_BANK : []
  if (kind.type === 'pix') return ['pix_string']
  return kind.type === 'evm_address' ? ['evm_address', 'chain', 'currency'] : []
}

function requireAddress(address: unknown): void {
  for (const name of BRIDGE_ADDRESS) {
    const field = `billing_address.${name}`
    if (!isJsonObject(address) || textOf(address, name) === null) {
      throw fieldProblem('missing', field, `${field} is required`)
    }
  }
}
