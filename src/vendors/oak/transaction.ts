import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row, type Rows } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { narrowest, sifted, union } from '../../core/matching.ts'
import { reasonsOf } from './failure.ts'
import type { Movement } from './movement.ts'
import { anyonesRow, notFound, ownRow } from './own-row.ts'
import type { Party } from './party.ts'
import { type Payment, payments } from './payment.ts'
import type { Provider } from './provider.ts'
import { rowIdOf } from './resource-id.ts'
import { valueFilter } from './value-filter.ts'

type Shown = components['schemas']['OakTransaction']

/** One movement of money: a payment or a transfer and its like, whose status it follows, or a refund. */
export type Transaction = Row & {
  readonly tenant: string
  /** Of a payment or a refund. */
  readonly payment_id: string | null
  readonly type: Shown['type']
  readonly status: Shown['status']
  readonly provider: Provider
  readonly customer_id: string | null
  readonly amount: number
  readonly currency: string
  /** Null of a payment or a refund. */
  readonly destination: Party | null
  readonly failure: string | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const transactions = collection<Transaction>()('oak.transactions', {
  byTenant: (transaction) => transaction.tenant,
  bySender: ({ tenant, customer_id }) => key(tenant, customer_id ?? undefined),
  byReceiver: ({ tenant, destination }) => key(tenant, destination?.customer?.id),
})

/** The transaction of a payment, as the payment is now. */
export function transactionOfPayment(payment: Payment): Transaction {
  const { tenant, id, transaction_id, status, provider, customer_id, amount, currency, failure } = payment
  const money = { provider, customer_id, amount, currency, destination: null, failure }
  const { created_at, updated_at } = payment
  return { id: transaction_id, tenant, payment_id: id, type: 'payment', status, ...money, created_at, updated_at }
}

/** The transaction of a transfer and its like, as it is now. */
export function transactionOfMovement(movement: Movement): Transaction {
  const { id, tenant, type, status, provider, amount, currency, source, destination, failure } = movement
  const { created_at, updated_at } = movement
  const money = { provider, customer_id: source.customer?.id ?? null, amount, currency, destination, failure }
  return { id, tenant, payment_id: null, type, status, ...money, created_at, updated_at }
}

type Refund = { id: string; amount: number; failure: string | null; now: Date }

/** The transaction of a refund, which is decided at once. */
export const transactionOfRefund = (payment: Payment, { id, amount, failure, now }: Refund): Transaction => ({
  ...transactionOfPayment(payment),
  id,
  type: 'refund',
  status: failure === null ? 'succeeded' : 'failed',
  amount,
  failure,
  created_at: now.toISOString(),
  updated_at: now.toISOString(),
})

const KIND = { rows: transactions, prefix: 'txn', field: 'transaction_id' } as const

/** The tenant's transaction with this id. The id of a payment means the payment's own. Throws as `ownRow` does. */
export const transactionOf = (tenant: string, id: string, reader: Reader): Transaction =>
  ownRow(KIND, { tenant, id: transactionIdOf(id, reader) }, reader)

/** A transaction of whichever tenant: an operator sees them all. */
export const anyonesTransaction = (id: string, reader: Reader): Transaction =>
  anyonesRow(KIND, transactionIdOf(id, reader), reader)

const transactionIdOf = (id: string, reader: Reader): string =>
  reader.table(payments).get(rowIdOf(id, KIND.prefix, KIND.field))?.transaction_id ?? id

export type TransactionFilters = {
  customer_id?: string
  type_list?: string
  status?: string
  provider?: string
  source_currency?: string
}

/**
 * A tenant's transactions that all filters let through, oldest first. Throws a Problem of kind `not-found` when there
 * are filters and none is let through: unlike the other lists, this one is then not empty but absent.
 */
export function matchingTransactions(
  filters: TransactionFilters,
  tenant: string,
  reader: Reader,
): Rows<Transaction> | Transaction[] {
  const table = reader.table(transactions)
  const all = table.where('byTenant', tenant)
  const given = [
    valueFilter(filters.customer_id?.replaceAll('cus_', ''), all, {
      rows: (id) => union([table.where('bySender', key(tenant, id)), table.where('byReceiver', key(tenant, id))], all),
      values: ({ customer_id, destination }) => [customer_id ?? undefined, destination?.customer?.id],
    }),
    valueFilter(filters.type_list, all, { values: ({ type }) => [type] }),
    valueFilter(filters.status, all, { values: ({ status }) => [status] }),
    valueFilter(filters.provider, all, { values: ({ provider }) => [provider] }),
    valueFilter(filters.source_currency, all, { values: ({ currency }) => [currency] }),
  ].filter((filter) => filter !== undefined)
  const found = sifted(narrowest(all, given))
  if (found.length === 0 && given.length > 0) throw notFound()
  return found
}

/** A transaction as the wire shows it. */
export function presentTransaction(transaction: Transaction): Shown {
  const { tenant: _, customer_id, amount, currency, destination, failure, ...shown } = transaction
  const customer = customer_id === null ? null : { id: customer_id }
  return {
    ...shown,
    source: { amount, currency, customer },
    destination: destination && { ...destination },
    failure_reasons: reasonsOf(failure),
  }
}
