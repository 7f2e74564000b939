import { enveloped, type MoneyEventName, told } from './events.ts'
import { takenFailure } from './failure.ts'
import type { OakContext } from './operations/handlers.ts'
import {
  MOVES,
  type Move,
  moved,
  type Payment,
  type PaymentStatus,
  payments,
  presentPayment,
  refunded,
} from './payment.ts'
import type { Provider } from './provider.ts'
import { presentTransaction, transactionOfPayment, transactionOfRefund, transactions } from './transaction.ts'

type Desk = Pick<OakContext, 'db' | 'now' | 'random' | 'emit'>
type MoneyData = { id: string; provider: Provider; status: string; created_at: string; updated_at: string }

/** Sends an event about money. */
export function tellMoney({ emit, random }: Desk, tenant: string, event: MoneyEventName, data: MoneyData): void {
  emit(event, tenant, enveloped(event, told(data), random.uuid()))
}

/** Stores a new payment with its transaction, and says so. */
export function open(payment: Payment, desk: Desk): Payment {
  desk.db.table(payments).insert(payment)
  desk.db.table(transactions).insert(transactionOfPayment(payment))
  tellMoney(desk, payment.tenant, 'payment.awaiting_confirmation', presentPayment(payment))
  return payment
}

/** Makes a move, stores what comes of it, and says so. Throws a Problem of kind `state` when it is not allowed. */
export function perform(move: Move, payment: Payment, desk: Desk): Payment {
  return kept(moved(payment, move, desk.now), MOVES[move].event, desk)
}

/** Lets a payment fail with an error. Throws as `perform` does. */
export function fail(payment: Payment, failure: string, desk: Desk): Payment {
  return kept({ ...moved(payment, 'fail', desk.now), failure }, MOVES.fail.event, desk)
}

/**
 * Refunds an amount, or all that is left, unless an operator has said that it fails: then the payment stays as it was.
 * Throws as `refunded` does.
 */
export function giveBack(payment: Payment, wanted: number | undefined, desk: Desk): Payment {
  const { after, amount } = refunded(payment, wanted, desk.now)
  const failure = takenFailure(payment.tenant, 'refund', desk.db)
  const row = transactionOfRefund(payment, { id: desk.random.uuid(), amount, failure, now: desk.now })
  const refund = presentTransaction(desk.db.table(transactions).insert(row))
  tellMoney(desk, payment.tenant, 'payment.refund.created', { ...refund, status: 'created' })
  if (failure !== null) {
    tellMoney(desk, payment.tenant, 'payment.refund.failed', refund)
    tellMoney(desk, payment.tenant, 'refund.failed', refund)
    return payment
  }
  tellMoney(desk, payment.tenant, 'refund.succeeded', refund)
  return kept(after, after.status === 'refunded' ? 'payment.refunded' : 'payment.updated', desk)
}

/** Gives a payment whose dispute was won the status that it had before. */
export const reinstate = (payment: Payment, status: PaymentStatus, desk: Desk): Payment =>
  kept({ ...payment, status, updated_at: desk.now.toISOString() }, 'payment.updated', desk)

function kept(payment: Payment, event: MoneyEventName, desk: Desk): Payment {
  desk.db.table(payments).replace(payment)
  desk.db.table(transactions).replace(transactionOfPayment(payment))
  tellMoney(desk, payment.tenant, event, presentPayment(payment))
  return payment
}
