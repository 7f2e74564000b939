import { fieldProblem, Problem } from '../../../core/problem.ts'
import { failNext, UNNAMED_FAILURE } from '../failure.ts'
import { movements } from '../movement.ts'
import { decide } from '../moving.ts'
import { oneOf } from '../one-of.ts'
import { fail, perform } from '../paying.ts'
import { anyonesPayment } from '../payment.ts'
import { anyonesMethod, paymentMethods } from '../payment-method.ts'
import { METHOD_EVENT_OF, METHOD_STATUSES } from '../payment-method-status.ts'
import { presentPaymentMethod, tellOfMethod } from '../present-payment-method.ts'
import { tenants } from '../tenants.ts'
import { anyonesTransaction, presentTransaction } from '../transaction.ts'
import type { OakHandlers } from './handlers.ts'

/** What providers decide of payments, transfers and payment methods. */
export const outcomeHandlers = {
  setTransactionOutcome({ params, body }, context) {
    const { db } = context
    const { id, type, payment_id } = anyonesTransaction(params.transaction_id, db)
    if (type === 'refund') throw new Problem('state', 'A refund is decided at once', { allowed: [] })
    const error = body.status === 'failed' ? (body.error ?? UNNAMED_FAILURE) : null
    const movement = db.table(movements).get(id)
    if (movement) decide(movement, error, context)
    else if (error === null) perform('pay', anyonesPayment(payment_id ?? '', db), context)
    else fail(anyonesPayment(payment_id ?? '', db), error, context)
    return presentTransaction(anyonesTransaction(id, db))
  },

  failNextTransaction({ body }, { db }) {
    const { type, error, tenant = tenants[0].name } = body
    if (tenants.every(({ name }) => name !== tenant)) throw fieldProblem('invalid', 'tenant', 'tenant is not known')
    failNext(tenant, type, error, db)
    return { tenant, type, error }
  },

  setPaymentMethodStatus({ params, body }, context) {
    const { db, now } = context
    const before = anyonesMethod(params.payment_method_id, db)
    const status = oneOf(METHOD_STATUSES, body.status, 'status')
    const method = db.table(paymentMethods).replace({ ...before, status, updated_at: now.toISOString() })
    tellOfMethod(METHOD_EVENT_OF[status], method, context)
    return presentPaymentMethod(method)
  },
} satisfies Partial<OakHandlers>
