import { Reply } from '../../../contract/reply.ts'
import { fieldProblem } from '../../../core/problem.ts'
import { type Customer, customerOf } from '../customer.ts'
import { type Provider, providerOf, type Role, roleOf } from '../provider.ts'
import { registrationSchema, requireKnown, requireSubmittable, writtenData } from '../provider-rules.ts'
import { counted, registrationFor, submit } from '../registering.ts'
import { isSubmitted, presentRegistration, type Registration, registrations, registrationsOf } from '../registration.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

const NO_ROLE = { 'sandbox-warning': 'target_role was not given, and was taken to be customer' }

export const registrationHandlers = {
  getRegistrationSchema({ query }) {
    return { msg: 'provider registration schema', data: registrationSchema(providerOf(query.provider, 'query')) }
  },

  getRegistrationStatus({ params }, context) {
    const { id } = customerOf(tenantOf(context), params.customer_id, context.db)
    return { msg: 'provider registrations', data: registrationsOf(id, context.db).map(presentRegistration) }
  },

  populatePlatform({ params, body }, context) {
    const { db, now, settings } = context
    const { provider, target_role, ...data } = body
    if (target_role === undefined && settings.requireTargetRole) {
      throw fieldProblem('missing', 'target_role', 'target_role is required')
    }
    const customer = customerOf(tenantOf(context), params.customer_id, db)
    const wanted = { provider: providerOf(provider), role: roleOf(target_role ?? 'customer') }
    const row = counted(customer.id, context, () => registrationFor(customer, wanted, context))
    if (Object.keys(data).length > 0) {
      const provider_data = { ...row.provider_data, ...writtenData(data) }
      db.table(registrations).replace({ ...row, provider_data, updated_at: now.toISOString() })
    }
    const answer = { msg: 'platform populated', data: registrationsOf(customer.id, db).map(presentRegistration) }
    return new Reply(200, answer, target_role === undefined ? NO_ROLE : {})
  },

  submitRegistration({ params, body }, context) {
    const customer = customerOf(tenantOf(context), params.customer_id, context.db)
    const wanted = { provider: providerOf(body.provider), role: roleOf(body.target_role) }
    const given = writtenData(body.provider_data ?? {})
    const row = counted(customer.id, context, () => submitted(customer, { ...wanted, data: given }, context))
    return { msg: 'provider registration submitted', data: [presentRegistration(row)] }
  },
} satisfies Partial<OakHandlers>

type Submission = { provider: Provider; role: Role; data: ReturnType<typeof writtenData> }

/** The registration after a submission; as it is when the provider has it already. */
function submitted(customer: Customer, { data: given, ...wanted }: Submission, context: OakContext): Registration {
  const row = registrationFor(customer, wanted, context)
  if (isSubmitted(row)) {
    requireKnown({ ...wanted, data: given })
    return row
  }
  const data = { ...row.provider_data, ...given }
  requireSubmittable(customer, { ...wanted, data })
  return submit(row, Object.keys(data).length > 0 ? data : null, context)
}
