import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { wantedBy } from './one-of.ts'
import type { Payment, PaymentStatus } from './payment.ts'
import type { Provider } from './registration.ts'
import { rowIdOf } from './resource-id.ts'

/** One movement of money: a payment, whose status it follows, or a refund. */
export type Transaction = Row & {
  readonly tenant: string
  readonly payment_id: string
  readonly type: 'payment' | 'refund'
  readonly status: PaymentStatus
  readonly provider: Provider
  readonly customer_id: string | null
  readonly amount: number
  readonly currency: string
  readonly created_at: string
  readonly updated_at: string
}

export const transactions = collection<Transaction>()('oak.transactions', {
  byTenant: (transaction) => transaction.tenant,
})

/** The transaction of a payment, as the payment is now. */
export function transactionOfPayment(payment: Payment): Transaction {
  const { tenant, id, transaction_id, status, provider, customer_id, amount, currency, created_at, updated_at } =
    payment
  const money = { provider, customer_id, amount, currency }
  return { id: transaction_id, tenant, payment_id: id, type: 'payment', status, ...money, created_at, updated_at }
}

/** The transaction of a refund, which is done at once. */
export const transactionOfRefund = (payment: Payment, id: string, amount: number): Transaction => ({
  ...transactionOfPayment(payment),
  id,
  type: 'refund',
  status: 'succeeded',
  amount,
  created_at: payment.updated_at,
})

/** The tenant's transaction with this id. Throws as `customerOf` does. */
export function transactionOf(tenant: string, id: string, reader: Reader): Transaction {
  const transaction = reader.table(transactions).get(rowIdOf(id, 'txn', 'transaction_id'))
  if (transaction?.tenant !== tenant) throw new Problem('not-found', 'Resource not found')
  return transaction
}

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
export function matchingTransactions(filters: TransactionFilters, tenant: string, reader: Reader): Transaction[] {
  const own = [...reader.table(transactions).where('byTenant', tenant)]
  const customers = wantedBy(filters.customer_id?.replaceAll('cus_', ''))
  const wanted = [
    [customers, ({ customer_id }: Transaction) => customer_id ?? ''],
    [wantedBy(filters.type_list), ({ type }: Transaction) => type],
    [wantedBy(filters.status), ({ status }: Transaction) => status],
    [wantedBy(filters.provider), ({ provider }: Transaction) => provider],
    [wantedBy(filters.source_currency), ({ currency }: Transaction) => currency],
  ] as const
  const found = own.filter((row) => wanted.every(([values, of]) => !values || values.has(of(row))))
  if (found.length === 0 && wanted.some(([values]) => values)) throw new Problem('not-found', 'Resource not found')
  return found
}

/** A transaction as the wire shows it. */
export function presentTransaction(transaction: Transaction): components['schemas']['OakTransaction'] {
  const { tenant: _, customer_id, amount, currency, ...shown } = transaction
  return { ...shown, source: { amount, currency, customer: customer_id === null ? null : { id: customer_id } } }
}
