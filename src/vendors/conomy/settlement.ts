import type { Reader } from '../../core/collection.ts'
import type { Alarm, Alarms, Context } from '../vendor.ts'
import { type Customer, customers } from './customer.ts'
import { objectId, toInstant } from './instant.ts'
import { release } from './ledger.ts'
import { inStatus, isWaiting, type Payment, payments } from './payment.ts'
import { type PaymentEventName, tell, tellStatus } from './payment-events.ts'
import type { ConomySettings } from './settings.ts'

/** What changing a payment takes. */
export type Desk = Pick<Context<'conomy', ConomySettings>, 'db' | 'now' | 'random' | 'emit'>

/**
 * Ends a payment whose money has not moved, and gives back what was reserved. A deposit that belongs to no account goes
 * back to its payer. Tells the new status, or `events` instead.
 */
export function endUnpaid(payment: Payment, ended: Payment, desk: Desk, events?: readonly PaymentEventName[]): Payment {
  release(payment, desk)
  desk.db.table(payments).replace(ended)
  if (events) for (const event of events) tell(event, ended, desk)
  else tellStatus(ended, desk)
  if (payment.type === 'LOCAL_DEPOSIT') refund(ended, desk)
  return ended
}

/** The money of a deposit that belongs to no account goes back to the payer: a child payment that is on its way. */
function refund(parent: Payment, desk: Desk): void {
  const at = toInstant(desk.now)
  const child: Payment = {
    ...parent,
    id: objectId(desk.now, desk.random),
    externalId: `refund:${parent.externalId}`,
    type: 'REFUND',
    status: 'RECEIVED',
    origins: [],
    destinations: parent.origins,
    parentPaymentId: parent.id,
    documents: [],
    documentationStatus: null,
    review: null,
    expiresAt: null,
    settledAt: null,
    expiredAt: null,
    createdAt: at,
    updatedAt: at,
  }
  desk.db.table(payments).insert(child)
  tellStatus(child, desk)
}

/** The alarm of a payment that expires when nobody takes it up. */
export const alarmOf = (payment: Payment): Alarm | undefined =>
  isWaiting(payment) && payment.expiresAt !== null
    ? { row: payment.id, at: new Date(payment.expiresAt), what: `payment ${payment.id} expires` }
    : undefined

/** Of the payments that nobody takes up. */
export const expiryAlarms: Alarms = {
  pending: (db) =>
    [...db.table(payments).where('waiting', 'waiting')].map(alarmOf).filter((alarm) => alarm !== undefined),

  ring(id, context) {
    const payment = context.db.table(payments).get(id)
    const alarm = payment && alarmOf(payment)
    if (!alarm || alarm.at > context.now) return false
    endUnpaid(payment, inStatus(payment, 'EXPIRED', context.now), context)
    return true
  },
}

/** The customer a payment is about, if there is one and it was not deleted. */
export const customerOfPayment = ({ customerId, clientId }: Payment, db: Reader): Customer | undefined =>
  customerId === null ? undefined : [db.table(customers).get(customerId)].find((row) => row?.clientId === clientId)
