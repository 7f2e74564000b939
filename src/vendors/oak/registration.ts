import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import type { Provider, Role } from './provider.ts'
import { readinessIn } from './provider-rules.ts'
import type { RegistrationStatus } from './registration-status.ts'

export type FailureReason = components['schemas']['OakFailureReason']

/** What a customer is at one provider in one role; there is one of each. */
export type Registration = Row & {
  readonly tenant: string
  readonly customer_id: string
  readonly provider: Provider
  readonly target_role: Role
  readonly status: RegistrationStatus
  /** Who the customer is at the provider, once the provider knows. */
  readonly provider_customer_id: string | null
  /** What the merchant has said to the provider. */
  readonly provider_data: Readonly<Record<string, unknown>> | null
  readonly provider_response: Readonly<Record<string, unknown>> | null
  readonly readiness: Readonly<Record<string, string>> | null
  readonly rejection_reason: string | null
  readonly failure_reasons: readonly FailureReason[] | null
  /** When it is decided, where that was put off; absent where nothing ever was. */
  readonly due_at?: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const registrations = collection<Registration>()('oak.registrations', {
  byCustomer: (registration) => registration.customer_id,
  byProvider: ({ tenant, provider }) => key(tenant, provider),
  byStatus: ({ tenant, status }) => key(tenant, status),
  byRole: ({ tenant, target_role }) => key(tenant, target_role),
})

/** A customer's registrations, oldest first. */
export const registrationsOf = (customerId: string, reader: Reader): readonly Registration[] => [
  ...reader.table(registrations).where('byCustomer', customerId),
]

/** Whether it is the customer's turn. */
export const isActionRequired = ({ status }: Pick<Registration, 'status'>): boolean =>
  status === 'awaiting_confirmation' || status === 'restricted'

type Place = { tenant: string; customer_id: string; provider: Provider; target_role: Role }

/** The customer's registration at this provider in this role, if there is one. */
export const registrationAt = ({ customer_id, provider, target_role }: Omit<Place, 'tenant'>, reader: Reader) =>
  registrationsOf(customer_id, reader).find((row) => row.provider === provider && row.target_role === target_role)

/** What is saved and not yet sent to the provider. */
export const opened = (place: Place, { id, now }: { id: string; now: Date }): Registration => ({
  id,
  ...place,
  status: 'not_submitted',
  provider_customer_id: null,
  provider_data: null,
  provider_response: null,
  readiness: null,
  rejection_reason: null,
  failure_reasons: null,
  created_at: now.toISOString(),
  updated_at: now.toISOString(),
})

/** Whether a provider has it in hand or has approved it, so that there is nothing to submit. */
export const isSubmitted = ({ status }: Registration): boolean =>
  ['submitted', 'awaiting_confirmation', 'processing', 'approved'].includes(status)

/** Whether what the customer uploads may still matter to the provider. */
export const isOpen = ({ status }: Registration): boolean =>
  !['approved', 'rejected', 'cancelled', 'error'].includes(status)

type Decision = Partial<Pick<Registration, 'rejection_reason' | 'failure_reasons' | 'provider_response' | 'due_at'>>

/** A registration in another state; why it was not approved is forgotten, unless the decision says so. */
export function decided(before: Registration, status: RegistrationStatus, now: Date, decision: Decision = {}) {
  const { id, provider, target_role } = before
  return {
    ...before,
    status,
    readiness: readinessIn(status, provider, target_role),
    // What a provider calls the customer is known once the provider has said yes.
    provider_customer_id:
      before.provider_customer_id ?? (status === 'approved' ? `${provider}_${id.slice(-12)}` : null),
    rejection_reason: null,
    failure_reasons: null,
    due_at: null,
    ...decision,
    updated_at: now.toISOString(),
  } satisfies Registration
}

/** A registration as the wire shows it. */
export const presentRegistration = (row: Registration): components['schemas']['OakRegistration'] => ({
  provider: row.provider,
  status: row.status,
  target_role: row.target_role,
  provider_response: row.provider_response && { ...row.provider_response },
  provider_data: row.provider_data && { ...row.provider_data },
  rejection_reason: row.rejection_reason,
  readiness: row.readiness,
  failure_reasons: row.failure_reasons && row.failure_reasons.map(({ code }) => code),
  changes: null,
  action_required: isActionRequired(row),
  created_at: row.created_at,
  updated_at: row.updated_at,
})
