import { type Category, categoryOf, type EventName } from './events.ts'
import { oneOf } from './one-of.ts'

/** Every event of the contract; the compiler finds the one that is missing. */
const KNOWN: Record<EventName, true> = {
  'customer.created': true,
  'customer.updated': true,
  'customer.verified': true,
  'customer.processing': true,
  'customer.action_required': true,
  'customer.rejected': true,
  'customer.sync.started': true,
  'customer.sync.succeeded': true,
  'customer.sync.failed': true,
  'provider_registration.submitted': true,
  'provider_registration.approved': true,
  'provider_registration.restricted': true,
  'provider_registration.rejected': true,
  'provider_registration.awaiting_confirmation': true,
  'provider_registration.processing': true,
  'provider_registration.action_required': true,
  'provider_registration.updated': true,
  'provider_registration.documents_uploaded': true,
  'provider_registration.verification_expired': true,
  'kyc.approved': true,
  'kyc.rejected': true,
  'kyc.action_required': true,
  'payment_method.created': true,
  'payment_method.updated': true,
  'payment_method.verified': true,
  'payment_method.approved': true,
  'payment_method.rejected': true,
  'payment.processing': true,
  'payment.succeeded': true,
  'payment.captured': true,
  'payment.failed': true,
  'payment.awaiting_confirmation': true,
  'payment.cancelled': true,
  'payment.refunded': true,
  'payment.updated': true,
  'payment.refund.created': true,
  'payment.refund.updated': true,
  'payment.refund.failed': true,
  'refund.failed': true,
  'refund.succeeded': true,
  'transaction.updated': true,
  'transaction.sc_updated': true,
  'payment.disputed': true,
  'payment.dispute.updated': true,
  'payment.dispute.closed': true,
  'payment.dispute.funds_reinstated': true,
  'payment.dispute.funds_withdrawn': true,
  'payout.succeeded': true,
  'payment.installment.succeeded': true,
  'payment.installment.failed': true,
  'external.deposit.received': true,
  'external.deposit.awaiting_confirmation': true,
  'external.deposit.completed': true,
  'external.deposit.succeeded': true,
  'external.virtual_account.funded': true,
  'transfer.succeeded': true,
  'transfer.failed': true,
  'sell.succeeded': true,
  'sell.failed': true,
  'buy.succeeded': true,
  'buy.completed': true,
  'buy.awaiting_confirmation': true,
}

const EVENT_NAMES = Object.keys(KNOWN)

/** The event that a text means. Throws a Problem of kind `invalid`. */
export const eventNamed = (text: string): string => oneOf(EVENT_NAMES, text, 'event_types')

/** Every event, by category. */
export function eventTypes(): { category: Category; events: string[] }[] {
  const byCategory = new Map<Category, string[]>()
  for (const name of EVENT_NAMES) {
    const category = categoryOf(name)
    byCategory.set(category, [...(byCategory.get(category) ?? []), name])
  }
  return [...byCategory].map(([category, events]) => ({ category, events }))
}
