import type { Row } from '../../core/collection.ts'
import type { Webhooks } from '../vendor.ts'
import { disputes, presentDispute } from './dispute.ts'
import { told } from './events.ts'
import { movements, presentMovement } from './movement.ts'
import { payments, presentPayment } from './payment.ts'
import type { Provider } from './provider.ts'
import { presentTransaction, type Transaction, transactions } from './transaction.ts'

type AtProvider = { provider: Provider; id: string; status: string; created_at: string; updated_at: string }
type Source = Parameters<Webhooks['sample']>[1]

/** Longest beginning first: which transactions an event is about. */
const TYPES: readonly (readonly [string, Transaction['type']])[] = [
  ['payment.refund.', 'refund'],
  ['payment.installment.', 'installment'],
  ['payment.', 'payment'],
  ['refund.', 'refund'],
  ['transfer.', 'transfer'],
  ['payout.', 'payout'],
  ['buy.', 'buy'],
  ['sell.', 'sell'],
]

/** Ends of events that are no statuses. */
const NO_STATUS: ReadonlySet<string> = new Set([
  'updated',
  'sc_updated',
  'closed',
  'funds_reinstated',
  'funds_withdrawn',
])

/**
 * What an event about money says that nobody caused: of the row with the id, or of the merchant's last of its kind, with
 * the status that the event names; of one that does not exist where there is none.
 */
export function moneySample(event: string, id: string | undefined, source: Source): object {
  const named = event.split('.').at(-1) ?? ''
  const status = NO_STATUS.has(named) ? {} : { status: named }
  return { ...told(shownRow(event, id, source) ?? madeUp(named, source)), ...status }
}

function shownRow(event: string, id: string | undefined, { db, tenant }: Source): AtProvider | undefined {
  if (event.startsWith('payment.dispute.')) {
    const dispute = pick([...db.table(disputes).where('byTenant', tenant)], id)
    return dispute && presentDispute(dispute)
  }
  const [, type] = TYPES.find(([start]) => event.startsWith(start)) ?? []
  const own = [...db.table(transactions).where('byTenant', tenant)]
  const found = own.filter((row) => (type === undefined ? event.startsWith('transaction.') : row.type === type))
  const transaction = found.find(({ payment_id }) => payment_id !== null && payment_id === id) ?? pick(found, id)
  if (!transaction) return undefined
  const payment = type === 'payment' ? db.table(payments).get(transaction.payment_id ?? '') : undefined
  const movement = type === undefined ? undefined : db.table(movements).get(transaction.id)
  if (payment) return presentPayment(payment)
  return movement ? presentMovement(movement) : presentTransaction(transaction)
}

/** The row with this id, or else the last. */
const pick = <R extends Row>(rows: readonly R[], id: string | undefined): R | undefined =>
  rows.find((row) => row.id === id) ?? rows.at(-1)

const madeUp = (status: string, { now }: Source): AtProvider => ({
  id: '0a000000-0000-4000-8000-0000000000f2',
  status,
  provider: 'stripe',
  created_at: now.toISOString(),
  updated_at: now.toISOString(),
})
