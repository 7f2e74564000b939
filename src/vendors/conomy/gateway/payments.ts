import { key, type Reader } from '../../../core/collection.ts'
import { fieldProblem, Problem } from '../../../core/problem.ts'
import { type Customer, customers, ownedBy } from '../customer.ts'
import { present as presentCustomer } from '../customers/present.ts'
import { requireActive } from '../deposit.ts'
import { objectId } from '../instant.ts'
import { move, reserve } from '../ledger.ts'
import { inWindow, pageOf } from '../page.ts'
import {
  inStatus,
  type Move,
  newAt,
  type Payment,
  type PaymentStatus,
  paymentOf,
  payments,
  requireMove,
} from '../payment.ts'
import { tell, tellStatus } from '../payment-events.ts'
import { type Order, type PaymentInput, readOrder } from '../payment-order.ts'
import { gate, inReview } from '../review.ts'
import { alarmOf, customerOfPayment, type Desk, endUnpaid } from '../settlement.ts'
import type { GatewayContext, GatewayHandlers } from './handlers.ts'
import { presentPayment } from './present-payment.ts'
import { tenantOf } from './tenant.ts'

export const paymentHandlers = {
  createPayment({ body }, context) {
    const { db, now, random, settings } = context
    const clientId = tenantOf(context)
    const customer = customerFor(body, clientId, db)
    const order = readOrder(body, clientId, db)
    requireActive(customer)
    const made = created(body, order, { id: objectId(now, random), clientId, customer, now })
    reserve(made, context)
    const review = gate(made, customer, settings)
    const payment = db.table(payments).insert(review ? inReview(made, review, now) : made)
    if (payment.type === 'PURCHASE') tell('purchase.attempted', payment, context)
    tellStatus(payment, context)
    watch(payment, context)
    return presentPayment(payment)
  },

  listPayments({ query }, context) {
    const { identityId, type, accountNumber, status, startDate, endDate, sort, checkoutSessionId, ...paging } = query
    const isInWindow = inWindow(query)
    const own = [...context.db.table(payments).where('byClient', tenantOf(context))]
    const found = own.filter(
      (payment) =>
        (identityId ?? payment.identityId) === payment.identityId &&
        (type ?? payment.type) === payment.type &&
        (status ?? payment.status) === payment.status &&
        (accountNumber === undefined || touches(payment, accountNumber)) &&
        checkoutSessionId === undefined &&
        isInWindow(payment.createdAt),
    )
    const { pagination, results } = pageOf(sort === 'createdAt:desc' ? found.reverse() : found, paging)
    return { pagination, results: results.map(presentPayment) }
  },

  getPayment({ params }, context) {
    return presentPayment(paymentOf(tenantOf(context), params.id, context.db))
  },

  getPaymentCustomer({ params }, context) {
    const payment = paymentOf(tenantOf(context), params.id, context.db)
    const customer = customerOfPayment(payment, context.db)
    return {
      paymentId: payment.id,
      attached: customer !== undefined,
      customer: customer ? presentCustomer(customer) : null,
    }
  },

  capturePayment({ params }, context) {
    return advance('capture', paymentOf(tenantOf(context), params.id, context.db), 'CAPTURED', context)
  },

  receivePayment({ body }, context) {
    const id = body.id ?? body.transactionId
    if (id === undefined) throw missingId()
    const payment = paymentOf(tenantOf(context), id, context.db)
    requireMove('receive', payment)
    return advance('receive', move(payment, context), 'RECEIVED', context)
  },

  failPayment({ params }, context) {
    const payment = anyones(params.id, context.db)
    requireMove('fail', payment)
    return presentPayment(endUnpaid(payment, inStatus(payment, 'FAILED', context.now), context))
  },
} satisfies Partial<GatewayHandlers>

/** Makes a move, stores it and tells it. Throws a Problem of kind `state` when it is not possible. */
export function advance(step: Move, payment: Payment, status: PaymentStatus, desk: Desk) {
  requireMove(step, payment)
  const after = desk.db.table(payments).replace(inStatus(payment, status, desk.now))
  tellStatus(after, desk)
  return presentPayment(after)
}

/** Asks to be told when the payment expires. */
export function watch(payment: Payment, { setAlarm }: Pick<GatewayContext, 'setAlarm'>): void {
  const alarm = alarmOf(payment)
  if (alarm) setAlarm(alarm)
}

/** A payment of whichever tenant: an operator sees them all. */
export function anyones(id: string, reader: Reader): Payment {
  const payment = reader.table(payments).get(id)
  if (!payment) throw new Problem('not-found', `Payment ${id.slice(0, 64)} was not found`)
  return payment
}

/** The customer that a payment names, or whose document number one of its ends carries. */
function customerFor(input: PaymentInput, clientId: string, reader: Reader): Customer | undefined {
  if (input.customerId) return ownedBy(clientId, input.customerId, reader)
  const numbers = [...input.origins, ...input.destinations].map(({ documentNumber }) => documentNumber)
  for (const number of numbers) {
    const [customer] = reader.table(customers).where('byDocumentNumber', key(clientId, number)).slice(0, 1)
    if (customer) return customer
  }
  return undefined
}

type Birth = { id: string; clientId: string; customer: Customer | undefined; now: Date }

function created(input: PaymentInput, order: Order, { id, clientId, customer, now }: Birth): Payment {
  const { totalAmount, ...rest } = order
  return {
    id,
    clientId,
    externalId: input.externalId ?? '',
    status: 'CREATED',
    type: input.type,
    totalAmount,
    purchaseAmount: totalAmount,
    ...rest,
    product: input.product,
    description: input.description ?? '',
    origins: input.origins,
    destinations: input.destinations,
    hasMoved: false,
    customerId: customer?.id ?? null,
    ...newAt(now),
  }
}

const touches = ({ accountNumber, origins, destinations }: Payment, number: string): boolean =>
  accountNumber === number || [...origins, ...destinations].some((node) => node.accountNumber === number)

function missingId(): Problem {
  const message = 'id or transactionId is required'
  return fieldProblem('missing', 'id', message)
}
