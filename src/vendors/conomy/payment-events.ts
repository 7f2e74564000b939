import type { components } from '../../contract/openapi.gen.ts'
import type { Context } from '../vendor.ts'
import { identities } from './identity.ts'
import type { Payment, PaymentStatus } from './payment.ts'
import type { ConomySettings } from './settings.ts'

export type PaymentEvent = components['schemas']['ConomyPaymentEvent']
export type PaymentEventName = Exclude<Parameters<Emit>[0], 'customer.levelChanged' | `Transaction.${string}`>
type Emit = Context<'conomy', ConomySettings>['emit']
type Desk = Pick<Context<'conomy', ConomySettings>, 'db' | 'emit'>

/** What a payment tells when it gets into a status; the others only tell that the status has changed. */
const ON_STATUS: Partial<Record<PaymentStatus, PaymentEventName>> = {
  REQUIRES_REVIEW: 'payment.requiresReview',
  SETTLED: 'payment.settled',
  EXPIRED: 'payment.expired',
  FAILED: 'payment.failed',
}

/** A refund is a payment of its own, and has its own names for it. */
const ON_REFUND_STATUS: Partial<Record<PaymentStatus, PaymentEventName>> = {
  RECEIVED: 'payment.refund.created',
  CAPTURED: 'payment.refund.captured',
  SETTLED: 'payment.refund.settled',
  FAILED: 'payment.refund.failed',
}

/** Tells the tenant which status a payment has now. */
export function tellStatus(payment: Payment, desk: Desk): void {
  const names = payment.type === 'REFUND' ? ON_REFUND_STATUS : ON_STATUS
  tell(names[payment.status] ?? 'transaction.status_changed', payment, desk)
}

/** Tells the tenant one thing about a payment. */
export function tell(event: PaymentEventName, payment: Payment, { db, emit }: Desk): void {
  const identity = db.table(identities).get(payment.identityId)
  const email =
    identity?.email ??
    [...payment.origins, ...payment.destinations].find((node) => node.email !== undefined)?.email ??
    ''
  emit(event, payment.clientId, {
    eventType: event,
    timestamp: payment.updatedAt,
    transaction: {
      id: payment.id,
      externalId: payment.externalId,
      status: payment.status,
      totalAmount: payment.totalAmount,
      currency: payment.currency,
      type: payment.type,
      parentPaymentId: payment.parentPaymentId,
      relatedPaymentId: payment.relatedPaymentId,
      customerId: payment.customerId,
      settledAt: payment.settledAt,
      expiredAt: payment.expiredAt,
      unsettledAt: null,
      unsettledReason: null,
      settlementBatchId: null,
      documentationStatus: payment.documentationStatus,
    },
    identity: { id: identity?.id ?? '', email },
  })
}
