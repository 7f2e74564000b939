import { customerOf } from '../customer.ts'
import {
  addedMethod,
  amendedMethod,
  matchingMethods,
  type PaymentMethod,
  paymentMethodOf,
  paymentMethods,
} from '../payment-method.ts'
import { presentPaymentMethod, tellOfMethod } from '../present-payment-method.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

export const paymentMethodHandlers = {
  addPaymentMethod({ params, body }, context) {
    const { db, now, random } = context
    const customer = customerOf(tenantOf(context), params.customer_id, db)
    const method = db.table(paymentMethods).insert(addedMethod(body, customer, { id: random.uuid(), now }))
    tellOfMethod('payment_method.created', method, context)
    return { msg: 'payment method added', data: presentPaymentMethod(method) }
  },

  listPaymentMethods({ params, query }, context) {
    const customer = customerOf(tenantOf(context), params.customer_id, context.db)
    const found = matchingMethods(query, customer, context.db)
    return { msg: 'payment methods found', data: found.map(presentPaymentMethod) }
  },

  getPaymentMethod({ params }, context) {
    return { msg: 'payment method found', data: presentPaymentMethod(asked(params, context)) }
  },

  updatePaymentMethod({ params, body }, context) {
    const { db, now } = context
    const before = asked(params, context)
    const after = amendedMethod(before, body, now)
    if (after !== before) {
      db.table(paymentMethods).replace(after)
      tellOfMethod('payment_method.updated', after, context)
    }
    return { msg: 'payment method updated', data: presentPaymentMethod(after) }
  },

  deletePaymentMethod({ params }, context) {
    context.db.table(paymentMethods).remove(asked(params, context).id)
    return { msg: 'payment method deleted', data: null }
  },
} satisfies Partial<OakHandlers>

function asked(params: { customer_id: string; payment_method_id: string }, context: OakContext): PaymentMethod {
  const customer = customerOf(tenantOf(context), params.customer_id, context.db)
  return paymentMethodOf(customer, params.payment_method_id, context.db)
}
