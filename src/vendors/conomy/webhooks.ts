import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import type { Webhooks } from '../vendor.ts'
import { type Customer, customers, isDocumented } from './customer.ts'
import { toInstant } from './instant.ts'
import { seal, verify } from './signature.ts'

type CustomerEvent = components['schemas']['ConomyCustomerEvent']
type PaymentEvent = components['schemas']['ConomyPaymentEvent']
type LegacyEvent = components['schemas']['ConomyLegacyEvent']

const SECOND = 1000
const HOUR = 3600 * SECOND

const STATUS_CHANGED = 'transaction.status_changed'

/** The older envelope knows three statuses. */
const LEGACY_EVENTS: Partial<Record<PaymentEvent['transaction']['status'], string>> = {
  CAPTURED: 'Transaction.Captured',
  RECEIVED: 'Transaction.Received',
  FAILED: 'Transaction.Failed',
}

/** Events that stand for a change of a payment's status; `transaction.status_changed` is always sent beside them. */
const STATUS_CHANGES: Readonly<Record<string, PaymentEvent['transaction']['status']>> = {
  'payment.requiresReview': 'REQUIRES_REVIEW',
  'payment.reviewApproved': 'CAPTURED',
  'payment.reviewRejected': 'FAILED',
  'payment.settled': 'SETTLED',
  'payment.unsettled': 'UNSETTLED',
  'payment.expired': 'EXPIRED',
  'payment.failed': 'FAILED',
  'payment.refund.created': 'RECEIVED',
  'payment.refund.captured': 'CAPTURED',
  'payment.refund.settled': 'SETTLED',
  'payment.refund.failed': 'FAILED',
}

/** Which status a made-up payment has, for an event that says nothing of it. */
const SAMPLE_STATUSES: Readonly<Record<string, PaymentEvent['transaction']['status']>> = {
  ...STATUS_CHANGES,
  'payment.reviewResolved': 'CAPTURED',
  'Transaction.Captured': 'CAPTURED',
  'Transaction.Received': 'RECEIVED',
  'Transaction.Failed': 'FAILED',
}

/** Sent when a customer goes from not documented to documented. Never holds a document's URL, only their number. */
export function levelChanged(customer: Customer): CustomerEvent {
  const { id, clientId, firstName, lastName, email, documentNumber, operationLevel, autoCreated } = customer
  return {
    eventType: 'customer.levelChanged',
    timestamp: customer.updatedAt,
    customer: {
      id,
      clientId,
      ...(firstName !== undefined && { firstName }),
      ...(lastName !== undefined && { lastName }),
      ...(email !== undefined && { email }),
      ...(documentNumber !== undefined && { documentNumber }),
      operationLevel,
      autoCreated,
      documentsCount: customer.documents.length,
    },
  }
}

export const webhooks: Webhooks = {
  // First after 30 s, doubling, at most an hour apart, for 24 hours.
  schedule: () => ({
    delayAfter: (attempt) => Math.min(30 * SECOND * 2 ** (attempt - 1), HOUR),
    giveUpAfter: 24 * HOUR,
  }),
  timeout: 10 * SECOND,
  isDelivered: (status) => status >= 200 && status < 300,
  seal,
  verify,
  companions,
  dialects: ['standard', 'legacy'],
  dialectOf: (event) => (event.startsWith('Transaction.') ? 'legacy' : 'standard'),
  sample,
  demoSecret: 'demo-webhook-secret',
}

/** What is always sent beside an event of a payment: that its status has changed, in both envelopes. */
function companions(event: string, payload: unknown): { event: string; payload: unknown }[] {
  if (!isPaymentEvent(payload) || !(event in STATUS_CHANGES || event === STATUS_CHANGED)) return []
  // The older envelope does not say the type, and money that goes back must not read like money that came.
  const isRefund = payload.transaction.type === 'REFUND'
  const legacy = isRefund ? undefined : LEGACY_EVENTS[payload.transaction.status]
  return [
    ...(event === STATUS_CHANGED
      ? []
      : [{ event: STATUS_CHANGED, payload: { ...payload, eventType: STATUS_CHANGED } }]),
    ...(legacy ? [{ event: legacy, payload: legacyPayload(legacy, payload) }] : []),
  ]
}

function legacyPayload(event: string, { transaction }: PaymentEvent): LegacyEvent {
  const { id, totalAmount, externalId, currency, status } = transaction
  const legacyStatus = status === 'CAPTURED' || status === 'RECEIVED' ? status : 'FAILED'
  return {
    event,
    data: { transaction: { id, purchaseAmount: totalAmount, totalAmount, externalId, currency, status: legacyStatus } },
  }
}

function sample(event: string, { db, tenant, wanted, now }: Parameters<Webhooks['sample']>[1]): object {
  if (event === 'customer.levelChanged') {
    return { ...levelChanged(sampleCustomer(db, tenant, wanted, now)), timestamp: toInstant(now) }
  }
  const payment = samplePayment(event, now)
  return event.startsWith('Transaction.') ? legacyPayload(event, payment) : payment
}

/** The customer that was asked for, or a documented one, or any, or one that does not exist. */
function sampleCustomer(db: Reader, tenant: string, wanted: Readonly<Record<string, unknown>>, now: Date): Customer {
  const id = isObject(wanted.customer) ? wanted.customer.id : undefined
  const own = db.table(customers).where('byClient', tenant)
  const [first] = id === undefined ? own.slice(0, 1) : []
  for (const customer of own) if (id === undefined ? isDocumented(customer) : customer.id === id) return customer
  return (
    first ?? {
      id: '69e25243baa9fd9b463d6bac',
      clientId: tenant,
      firstName: 'Carlos',
      lastName: 'Nuevo',
      email: 'carlos@example.com',
      documentNumber: '23111222331',
      operationLevel: 'BASIC',
      autoCreated: true,
      documents: [{ type: 'kyc', status: 'APPROVED' }],
      createdAt: toInstant(now),
      updatedAt: toInstant(now),
    }
  )
}

function samplePayment(event: string, now: Date): PaymentEvent {
  const isRefund = event.startsWith('payment.refund.')
  const status = SAMPLE_STATUSES[event] ?? 'CREATED'
  const at = toInstant(now)
  return {
    eventType: event,
    timestamp: at,
    transaction: {
      id: '69e25243baa9fd9b463d6bad',
      externalId: 'order-1001',
      status,
      totalAmount: '1500000',
      currency: 'ARS',
      type: isRefund ? 'REFUND' : 'LOCAL_DEPOSIT',
      parentPaymentId: isRefund ? '69e25243baa9fd9b463d6bae' : null,
      relatedPaymentId: null,
      customerId: '69e25243baa9fd9b463d6bac',
      settledAt: status === 'SETTLED' ? at : null,
      expiredAt: status === 'EXPIRED' ? at : null,
      unsettledAt: status === 'UNSETTLED' ? at : null,
      unsettledReason: null,
      settlementBatchId: null,
      documentationStatus: event === 'payment.requiresReview' ? 'PENDING_UPLOAD' : null,
    },
    identity: { id: '69e25243baa9fd9b463d6baf', email: 'payments@example.com' },
  }
}

const isPaymentEvent = (payload: unknown): payload is PaymentEvent =>
  isObject(payload) && isObject(payload.transaction) && 'status' in payload.transaction

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
