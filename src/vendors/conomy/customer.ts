import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, key, type Reader, type Row } from '../../core/collection.ts'
import { isJsonObject, mergePatch } from '../../core/merge-patch.ts'
import { Problem } from '../../core/problem.ts'
import type { Document } from './document.ts'
import { toInstant } from './instant.ts'
import type { ConomySettings } from './settings.ts'

export type OperationLevel = components['schemas']['ConomyOperationLevel']
export type CustomerInput = components['schemas']['ConomyCustomerInput']

const CONTACT_KEYS = [
  'firstName',
  'lastName',
  'email',
  'phoneNumber',
  'phoneNumberPrefix',
  'documentNumber',
  'documentType',
  'country',
] as const
type Contact = { readonly [Key in (typeof CONTACT_KEYS)[number]]?: string }

/** One end user of one tenant; both of Conomy's contracts show this row. Whether it is documented is computed. */
export type Customer = Row &
  Contact & {
    readonly clientId: string
    readonly operationLevel: OperationLevel
    /** True only for customers that a top-up created. */
    readonly autoCreated: boolean
    /** A document's address is its position. Documents are never removed. */
    readonly documents: readonly Document[]
    readonly address?: Readonly<Record<string, unknown>>
    readonly createdAt: string
    readonly updatedAt: string
  }

export const customers = collection<Customer>()('conomy.customers', {
  byClient: (customer) => customer.clientId,
  byLevel: (customer) => key(customer.clientId, customer.operationLevel),
  byEmail: (customer) => key(customer.clientId, customer.email),
  byDocumentNumber: (customer) => key(customer.clientId, customer.documentNumber),
})

/** A customer is documented as soon as one document is approved. */
export const isDocumented = (customer: Customer): boolean =>
  customer.documents.some(({ status }) => status === 'APPROVED')

/**
 * The customer with this id, if it is this tenant's. Throws a Problem of kind `not-found` otherwise, in the same words
 * whether it does not exist or is somebody else's.
 */
export function ownedBy(clientId: string, id: string, reader: Reader): Customer {
  const customer = reader.table(customers).get(id)
  if (customer?.clientId !== clientId) throw noCustomer(id)
  return customer
}

export const noCustomer = (id: string): Problem => new Problem('not-found', `Customer ${id.slice(0, 64)} was not found`)

/** A manually created customer. Throws a Problem of kind `missing` without e-mail and document number. */
export function created(
  input: CustomerInput,
  { id, clientId, now }: { id: string; clientId: string; now: Date },
): Customer {
  const at = toInstant(now)
  const customer: Customer = {
    id,
    clientId,
    ...merged({}, input),
    operationLevel: input.operationLevel ?? 'BASIC',
    autoCreated: false,
    documents: [],
    createdAt: at,
    updatedAt: at,
  }
  requireKey(customer)
  return customer
}

/**
 * A customer after a merge patch; the same object when nothing changes. Keys of the server are not looked at.
 * Throws a Problem of kind `missing` when the patch takes both e-mail and document number away.
 */
export function amended(customer: Customer, patch: CustomerInput, now: Date): Customer {
  const { id, clientId, autoCreated, documents, createdAt, updatedAt } = customer
  const operationLevel = patch.operationLevel ?? customer.operationLevel
  const after = {
    id,
    clientId,
    ...merged(customer, patch),
    operationLevel,
    autoCreated,
    documents,
    createdAt,
    updatedAt,
  }
  if (hasKey(customer)) requireKey(after)
  return isDeepStrictEqual(after, customer) ? customer : { ...after, updatedAt: toInstant(now) }
}

/** Throws a Problem of kind `duplicate` when the setting asks for it and the number is another customer's. */
export function requireUnique(customer: Customer, draft: Draft, { uniqueDocumentNumber }: ConomySettings): void {
  if (!uniqueDocumentNumber) return
  const same = draft.table(customers).where('byDocumentNumber', key(customer.clientId, customer.documentNumber))
  if ([...same].every(({ id }) => id === customer.id)) return
  throw new Problem('duplicate', `A customer with documentNumber ${customer.documentNumber} exists already`)
}

/** Throws a Problem of kind `invalid` when a patch gives a key of the server another value than it has. */
export function requireUntouched(shown: components['schemas']['ConomyCustomer'], patch: CustomerInput): void {
  const keys = ['id', 'clientId', 'autoCreated', 'isDocumented', 'documents', 'createdAt', 'updatedAt'] as const
  const touched = keys.find((name) => patch[name] !== undefined && !isDeepStrictEqual(patch[name], shown[name]))
  if (!touched) return
  const message = `${touched} cannot be changed`
  throw new Problem('invalid', message, { faults: [{ kind: 'invalid', in: 'body', field: touched, message }] })
}

/** The contact data and address after a merge patch. A blank text removes, as null does. */
function merged(
  before: Contact & Pick<Customer, 'address'>,
  patch: CustomerInput,
): Contact & Pick<Customer, 'address'> {
  const contact: { -readonly [Key in keyof Contact]: string } = {}
  for (const name of CONTACT_KEYS) {
    const value = patch[name] === undefined ? before[name] : patch[name]
    if (value?.trim()) contact[name] = value
  }
  const address = patch.address === undefined ? before.address : mergePatch(before.address, known(patch.address))
  return { ...contact, ...(isJsonObject(address) && Object.keys(address).length > 0 && { address }) }
}

const ADDRESS_KEYS = [
  'administrativeAreaLevel1',
  'administrativeAreaLevel2',
  'administrativeAreaLevel3',
  'street',
  'streetNumber',
  'optionalAddress',
  'country',
  'zipcode',
] as const

/** Without the keys that no address has: they are ignored, as everywhere. */
function known(address: CustomerInput['address']): CustomerInput['address'] {
  if (!address) return address
  return Object.fromEntries(ADDRESS_KEYS.filter((name) => name in address).map((name) => [name, address[name]]))
}

const hasKey = (contact: Contact): boolean => contact.email !== undefined || contact.documentNumber !== undefined

function requireKey(contact: Contact): void {
  if (hasKey(contact)) return
  const message = 'documentNumber or email is required'
  throw new Problem('missing', message, { faults: [{ kind: 'missing', in: 'body', field: 'documentNumber', message }] })
}
