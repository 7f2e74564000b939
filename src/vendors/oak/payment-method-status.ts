import type { Events } from '../../contract/types.ts'

/** `active` is published, and events for three more. */
export const METHOD_STATUSES = ['active', 'pending', 'verified', 'approved', 'rejected', 'inactive'] as const
export type MethodStatus = (typeof METHOD_STATUSES)[number]

export type MethodEventName = Extract<keyof Events<'oak'>, `payment_method.${string}`>

/** Which event says that a payment method has come into a status. */
export const METHOD_EVENT_OF: Record<MethodStatus, MethodEventName> = {
  active: 'payment_method.updated',
  pending: 'payment_method.updated',
  verified: 'payment_method.verified',
  approved: 'payment_method.approved',
  rejected: 'payment_method.rejected',
  inactive: 'payment_method.updated',
}

const USABLE: readonly MethodStatus[] = ['active', 'verified', 'approved']

/** Whether it can be paid with. */
export const isUsable = ({ status }: { readonly status: MethodStatus }): boolean => USABLE.includes(status)
