import type { components } from '../../contract/openapi.gen.ts'

export type RegistrationStatus = components['schemas']['OakRegistrationStatus']

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
