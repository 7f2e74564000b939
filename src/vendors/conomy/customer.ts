import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { wishOf } from '../../core/wish.ts'
import { type Contact, type ContactInput, hasKey, mergedContact, requireKey } from './contact.ts'
import type { Document } from './document.ts'
import { toInstant } from './instant.ts'
import type { ConomySettings } from './settings.ts'

export type OperationLevel = components['schemas']['ConomyOperationLevel']
export type CustomerInput = components['schemas']['ConomyCustomerInput']

type Birth = { id: string; clientId: string; now: Date }

/** One end user of one tenant; both of Conomy's contracts show this row. Whether it is documented is computed. */
export type Customer = Row &
  Contact & {
    readonly clientId: string
    readonly operationLevel: OperationLevel
    /** True only for customers that a top-up created. */
    readonly autoCreated: boolean
    /** A document's address is its position. Documents are never removed. */
    readonly documents: readonly Document[]
    readonly createdAt: Instant
    readonly updatedAt: Instant
  }

/** A customer as the tenant's contract shows it. */
export type ShownCustomer = Readonly<Omit<components['schemas']['ConomyCustomer'], 'documents'>> &
  Pick<Customer, 'documents'>

export const customers = collection<Customer>()('conomy.customers', {
  byClient: (customer) => customer.clientId,
  byLevel: (customer) => key(customer.clientId, customer.operationLevel),
  byEmail: (customer) => key(customer.clientId, customer.email),
  byDocumentNumber: (customer) => key(customer.clientId, customer.documentNumber),
  waiting: (customer) => (isWaiting(customer) ? 'waiting' : undefined),
})

/** Whether something uploaded is decided later, because the e-mail wishes it. */
const isWaiting = ({ email, documents }: Customer): boolean =>
  wishOf(email)?.isSlow === true && documents.some(({ status }) => status === 'UPLOADED')

/** A customer is documented as soon as one document is approved. */
export const isDocumented = ({ documents }: Pick<Customer, 'documents'>): boolean =>
  documents.some(({ status }) => status === 'APPROVED')

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
export function created(input: CustomerInput, birth: Birth): Customer {
  const customer = opened(input, birth)
  requireKey(customer)
  return customer
}

/** A customer of whom anything may be unknown, as the gateway takes them. BASIC unless the input says otherwise. */
export function opened(
  input: ContactInput & Pick<CustomerInput, 'operationLevel'>,
  { id, clientId, now }: Birth,
): Customer {
  const at = toInstant(now)
  return {
    id,
    clientId,
    ...mergedContact({}, input),
    operationLevel: input.operationLevel ?? 'BASIC',
    autoCreated: false,
    documents: [],
    createdAt: at,
    updatedAt: at,
  }
}

/**
 * A customer after a merge patch; the same object when nothing changes. Keys of the server are not looked at.
 * Throws a Problem of kind `missing` when the patch takes both e-mail and document number away.
 */
export function amended(customer: Customer, patch: CustomerInput, now: Date): Customer {
  const after = changed(customer, patch, now)
  if (hasKey(customer)) requireKey(after)
  return after
}

/**
 * The same for the gateway, whose customers need nothing but a first name. Throws a Problem of kind `invalid` when the
 * patch takes that away.
 */
export function retouched(customer: Customer, patch: ContactInput, now: Date): Customer {
  if (patch.firstName !== undefined && !patch.firstName?.trim()) {
    const message = 'firstName must not be blank'
    throw fieldProblem('invalid', 'firstName', message)
  }
  return changed(customer, patch, now)
}

function changed(customer: Customer, patch: ContactInput & Pick<CustomerInput, 'operationLevel'>, now: Date): Customer {
  const { id, clientId, autoCreated, documents, createdAt, updatedAt } = customer
  const operationLevel = patch.operationLevel ?? customer.operationLevel
  const contact = mergedContact(customer, patch)
  const after = { id, clientId, ...contact, operationLevel, autoCreated, documents, createdAt, updatedAt }
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
export function requireUntouched(shown: ShownCustomer, patch: CustomerInput): void {
  const keys = ['id', 'clientId', 'autoCreated', 'isDocumented', 'documents', 'createdAt', 'updatedAt'] as const
  const touched = keys.find((name) => patch[name] !== undefined && !isDeepStrictEqual(patch[name], shown[name]))
  if (!touched) return
  const message = `${touched} cannot be changed`
  throw fieldProblem('invalid', touched, message)
}
