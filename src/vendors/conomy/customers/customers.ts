import type { Handlers } from '../../../contract/types.ts'
import { key, type Reader, type Rows } from '../../../core/collection.ts'
import { fieldProblem } from '../../../core/problem.ts'
import type { Context } from '../../vendor.ts'
import {
  amended,
  type Customer,
  created,
  customers,
  type OperationLevel,
  ownedBy,
  requireUnique,
  requireUntouched,
} from '../customer.ts'
import { objectId } from '../instant.ts'
import type { ConomySettings } from '../settings.ts'
import { levelChanged } from '../webhooks.ts'
import { present } from './present.ts'

type CustomersHandlers = Handlers<'conomy-customers', Context<'conomy', ConomySettings>>

/** The largest page. */
const MAX_COUNT = 500

export const customerHandlers = {
  createCustomer({ query, body }, { db, now, random, settings }) {
    const customer = created(body, { id: objectId(now, random), clientId: query.clientId, now })
    requireUnique(customer, db, settings)
    return present(db.table(customers).insert(customer))
  },

  listCustomers({ query }, { db, settings }) {
    const { offset = 0 } = query
    const page = matching(query, db).slice(offset, offset + pageSize(query.count, settings))
    return { count: page.length, customers: page.map(present) }
  },

  getCustomer({ params, query }, { db }) {
    return present(ownedBy(query.clientId, params.id, db))
  },

  updateCustomer({ params, query, body }, { db, now, settings, emit }) {
    const before = ownedBy(query.clientId, params.id, db)
    if (settings.refuseImmutableKeys) requireUntouched(present(before), body)
    const customer = amended(before, body, now)
    if (customer === before) return present(before)
    if (customer.documentNumber !== before.documentNumber) requireUnique(customer, db, settings)
    db.table(customers).replace(customer)
    const isOtherTier = customer.operationLevel !== before.operationLevel
    if (settings.levelChangedOnTierChange && isOtherTier)
      emit('customer.levelChanged', customer.clientId, levelChanged(customer))
    return present(customer)
  },
} satisfies Partial<CustomersHandlers>

type Filters = { clientId: string; documentNumber?: string; email?: string; operationLevel?: OperationLevel }

/** Looks the most selective filter up, and tries the others on what it finds. */
function matching(
  { clientId, documentNumber, email, operationLevel }: Filters,
  reader: Reader,
): Pick<Rows<Customer>, 'slice'> {
  const table = reader.table(customers)
  const given = [documentNumber, email, operationLevel].filter((filter) => filter !== undefined)
  if (given.length === 0) return table.where('byClient', clientId)
  const found =
    documentNumber !== undefined
      ? table.where('byDocumentNumber', key(clientId, documentNumber))
      : email !== undefined
        ? table.where('byEmail', key(clientId, email))
        : table.where('byLevel', key(clientId, operationLevel))
  if (given.length === 1) return found
  return [...found].filter(
    (customer) =>
      (email === undefined || customer.email === email) &&
      (operationLevel === undefined || customer.operationLevel === operationLevel),
  )
}

function pageSize(count = 50, { clampCount }: ConomySettings): number {
  if (count >= 1 && count <= MAX_COUNT) return count
  if (clampCount && count > MAX_COUNT) return MAX_COUNT
  const message = `count must be from 1 to ${MAX_COUNT}`
  throw fieldProblem('invalid', 'count', message, 'query')
}
