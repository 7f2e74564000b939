import { fieldProblem, Problem } from '../../../core/problem.ts'
import { anyonesCustomer, customers, touched } from '../customer.ts'
import { CUSTOMER_EVENT_OF, CUSTOMER_STATUSES } from '../customer-status.ts'
import { customerData, tell } from '../events.ts'
import { oneOf } from '../one-of.ts'
import { presentCustomer } from '../present-customer.ts'
import { providerOf, roleOf } from '../provider.ts'
import { counted, settle } from '../registering.ts'
import { decided, presentRegistration, registrationAt } from '../registration.ts'
import { REGISTRATION_STATUSES } from '../registration-status.ts'
import type { OakHandlers } from './handlers.ts'

/** What an operator says of customers and of their registrations. */
export const statusHandlers = {
  setCustomerStatus({ params, body }, context) {
    const { db, now } = context
    const before = anyonesCustomer(params.customer_id, db)
    const status = oneOf(CUSTOMER_STATUSES, body.status, 'status')
    const customer = status === before.status ? before : touched({ ...before, status }, now)
    db.table(customers).replace(customer)
    tell(context, customer.tenant, CUSTOMER_EVENT_OF[status], customerData(customer, ['status']))
    return presentCustomer(customer, db)
  },

  setRegistrationStatus({ params, body }, context) {
    const { db, now } = context
    const { id: customer_id } = anyonesCustomer(params.customer_id, db)
    const place = {
      customer_id,
      provider: providerOf(body.provider),
      target_role: roleOf(body.target_role ?? 'customer'),
    }
    const status = oneOf(REGISTRATION_STATUSES, body.status, 'status')
    const before = registrationAt(place, db)
    if (!before) {
      throw new Problem('not-found', `The customer is not registered at ${place.provider} as ${place.target_role}`)
    }
    if (status === 'approved') requireNoReasons(body)
    const failure_reasons =
      body.failure_reasons?.map(({ code, message = null, fields = [], endorsement = null }) => ({
        code,
        message,
        fields,
        endorsement,
      })) ?? null
    const decision = { rejection_reason: body.rejection_reason ?? null, failure_reasons }
    const after = counted(customer_id, context, () => settle(decided(before, status, now, decision), context))
    return presentRegistration(after)
  },
} satisfies Partial<OakHandlers>

type Reasons = { failure_reasons?: readonly unknown[]; rejection_reason?: string | null }

/** Throws a Problem of kind `invalid` when there is a reason, of whichever kind, against what is approved. */
function requireNoReasons({ failure_reasons, rejection_reason }: Reasons): void {
  if (failure_reasons?.length) {
    throw fieldProblem('invalid', 'failure_reasons', 'failure_reasons do not go with approved')
  }
  if (rejection_reason) throw fieldProblem('invalid', 'rejection_reason', 'rejection_reason does not go with approved')
}
