import type { components } from '../../contract/openapi.gen.ts'
import type { Events } from '../../contract/types.ts'

export type CustomerStatus = components['schemas']['OakCustomerStatus']

type CustomerEventName = Exclude<Extract<keyof Events<'oak'>, `customer.${string}`>, `customer.sync.${string}`>

/** Every one: the twelve. */
export const CUSTOMER_STATUSES: readonly CustomerStatus[] = [
  'initiated',
  'approved',
  'rejected',
  'in_review',
  'incomplete',
  'not_started',
  'document_required',
  'pending',
  'processing',
  'document_pending',
  'document_approved',
  'awaiting_confirmation',
]

/** Which event says that a customer has come into a status. */
export const CUSTOMER_EVENT_OF: Record<CustomerStatus, CustomerEventName> = {
  not_started: 'customer.created',
  initiated: 'customer.created',
  incomplete: 'customer.action_required',
  document_required: 'customer.action_required',
  awaiting_confirmation: 'customer.action_required',
  pending: 'customer.processing',
  processing: 'customer.processing',
  in_review: 'customer.processing',
  document_pending: 'customer.processing',
  document_approved: 'customer.processing',
  approved: 'customer.verified',
  rejected: 'customer.rejected',
}
