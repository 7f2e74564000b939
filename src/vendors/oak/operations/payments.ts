import { partyOf } from '../party.ts'
import { giveBack, open, perform } from '../paying.ts'
import { createdPayment, type Move, paymentOf, presentPayment } from '../payment.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

type OnePayment = { params: { payment_id: string } }

/** The answer to a move that needs nothing but its payment. */
function performed(move: Move, msg: string, { params }: OnePayment, context: OakContext) {
  const payment = paymentOf(tenantOf(context), params.payment_id, context.db)
  return { msg, data: presentPayment(perform(move, payment, context)) }
}

export const paymentHandlers = {
  createPayment({ body }, context) {
    const { db, now, random } = context
    const tenant = tenantOf(context)
    const { customer, payment_method } = partyOf(body.source, tenant, db)
    const birth = { id: random.uuid(), tenant, transactionId: random.uuid(), customer, payment_method, now }
    const payment = open(createdPayment(body, birth), context)
    if (body.confirm !== true) {
      return { msg: 'Transaction was Initiated Successfully!', data: presentPayment(payment) }
    }
    return { msg: 'Transaction is in Progress!', data: presentPayment(perform('confirm', payment, context)) }
  },

  confirmPayment: (input, context) => performed('confirm', 'Transaction is in Progress!', input, context),
  cancelPayment: (input, context) => performed('cancel', 'payment cancelled', input, context),
  capturePayment: (input, context) => performed('capture', 'payment captured', input, context),
  markPaid: (input, context) => performed('pay', 'payment paid', input, context),
  settlePayment: (input, context) => performed('settle', 'payment settled', input, context),

  refundPayment({ params, body }, context) {
    const payment = paymentOf(tenantOf(context), params.payment_id, context.db)
    return { msg: 'payment refunded', data: presentPayment(giveBack(payment, body?.amount, context)) }
  },
} satisfies Partial<OakHandlers>
