import type { components } from '../../contract/openapi.gen.ts'
import type { Events } from '../../contract/types.ts'

export type RegistrationStatus = components['schemas']['OakRegistrationStatus']

type RegistrationEventName = Extract<keyof Events<'oak'>, `provider_registration.${string}`>

/** Every one. */
export const REGISTRATION_STATUSES: readonly RegistrationStatus[] = [
  'created',
  'not_submitted',
  'submitted',
  'awaiting_confirmation',
  'processing',
  'approved',
  'rejected',
  'restricted',
  'cancelled',
  'error',
]

/** Which event says that a registration has come into a status. */
export const REGISTRATION_EVENT_OF: Record<RegistrationStatus, RegistrationEventName> = {
  created: 'provider_registration.updated',
  not_submitted: 'provider_registration.updated',
  submitted: 'provider_registration.submitted',
  awaiting_confirmation: 'provider_registration.awaiting_confirmation',
  processing: 'provider_registration.processing',
  approved: 'provider_registration.approved',
  rejected: 'provider_registration.rejected',
  restricted: 'provider_registration.restricted',
  cancelled: 'provider_registration.updated',
  error: 'provider_registration.updated',
}
