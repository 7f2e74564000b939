import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'

export type Provider = components['schemas']['OakProvider']
export type Role = components['schemas']['OakRole']
export type RegistrationStatus = components['schemas']['OakRegistrationStatus']
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
  readonly created_at: string
  readonly updated_at: string
}

export const registrations = collection<Registration>()('oak.registrations', {
  byCustomer: (registration) => registration.customer_id,
})

/** A customer's registrations, oldest first. */
export const registrationsOf = (customerId: string, reader: Reader): readonly Registration[] => [
  ...reader.table(registrations).where('byCustomer', customerId),
]

/** Whether it is the customer's turn. */
export const isActionRequired = ({ status }: Pick<Registration, 'status'>): boolean =>
  status === 'awaiting_confirmation' || status === 'restricted'
