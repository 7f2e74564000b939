import type { components } from '../../contract/openapi.gen.ts'
import { fieldProblem } from '../../core/problem.ts'
import { type Address, mergedAddress } from './address.ts'

type CustomerInput = components['schemas']['ConomyCustomerInput']

const KEYS = [
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
  'phoneNumberPrefix',
  'documentNumber',
  'documentType',
  'country',
] as const

/** Who a customer is and how to reach them. What is not set is absent, never blank. */
export type Contact = { readonly [Key in (typeof KEYS)[number]]?: string } & { readonly address?: Address }

/** The same as a client sends it: `null` and a blank text remove. */
export type ContactInput = Pick<CustomerInput, (typeof KEYS)[number] | 'address'>

/** The contact data after a merge patch; an address that is left without parts is left out. */
export function mergedContact(before: Contact, patch: ContactInput): Contact {
  const contact: { -readonly [Key in (typeof KEYS)[number]]?: string } = {}
  for (const name of KEYS) {
    const value = patch[name] === undefined ? before[name] : patch[name]
    if (value?.trim()) contact[name] = value
  }
  const address = mergedAddress(before.address ?? {}, patch.address)
  return Object.keys(address).length > 0 ? { ...contact, address } : contact
}

/** Whether a customer can be told from others: by e-mail or document number. */
export const hasKey = (contact: Contact): boolean => contact.email !== undefined || contact.documentNumber !== undefined

/** Throws a Problem of kind `missing` when there is neither e-mail nor document number. */
export function requireKey(contact: Contact): void {
  if (hasKey(contact)) return
  const message = 'documentNumber or email is required'
  throw fieldProblem('missing', 'documentNumber', message)
}
