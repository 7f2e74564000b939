import type { components } from '../../contract/openapi.gen.ts'
import type { Events } from '../../contract/types.ts'
import type { Context } from '../vendor.ts'
import type { Customer } from './customer.ts'
import { PROFILE_FIELDS } from './customer-profile.ts'
import { CUSTOMER_EVENT_OF } from './customer-status.ts'
import type { Provider } from './provider.ts'
import { isActionRequired, type Registration } from './registration.ts'

export type EventName = keyof Events<'oak'>
export type Category = components['schemas']['OakEventCategory']
export type RegistrationData = components['schemas']['OakRegistrationEventData']
type Telling = Pick<Context<'oak'>, 'emit' | 'random'>

/** Events of each kind of payload. */
export type RegistrationEventName = NamesWith<components['schemas']['OakRegistrationEvent']>
/** Events of everything that moves money. */
export type MoneyEventName = NamesWith<components['schemas']['OakMoneyEvent']> & `${MoneyFamily}.${string}`
type MoneyFamily = 'payment' | 'refund' | 'transaction' | 'transfer' | 'payout' | 'buy' | 'sell'
type NamesWith<Payload> = { [Name in EventName]: Events<'oak'>[Name] extends Payload ? Name : never }[EventName]

/** Longest beginning first: `payment.refund.` is no payment's. */
const CATEGORIES: readonly (readonly [string, Category])[] = [
  ['customer.sync.', 'customer_sync_lifecycle'],
  ['customer.', 'provider_registration_lifecycle'],
  ['provider_registration.', 'provider_registration_lifecycle'],
  ['kyc.', 'provider_registration_lifecycle'],
  ['payment_method.', 'payment_method_lifecycle'],
  ['payment.refund.', 'refund_lifecycle'],
  ['payment.dispute', 'dispute_lifecycle'],
  ['payment.', 'payment_lifecycle'],
  ['refund.', 'refund_lifecycle'],
  ['payout.', 'payout_lifecycle'],
  ['external.', 'externally_lifecycle'],
  ['transfer.', 'transfer_lifecycle'],
  ['sell.', 'sell_lifecycle'],
  ['buy.', 'buy_lifecycle'],
]

/** Which category an event is in. Only those that touch customers are documented; the others go by their names. */
export const categoryOf = (event: string): Category =>
  CATEGORIES.find(([start]) => event.startsWith(start))?.[1] ?? 'OTHER'

/** What is sent: the same for every endpoint and attempt, the id included. */
export const enveloped = <Data>(event: string, data: Data, id: string) => ({
  id,
  api_version: 'v1' as const,
  event,
  category: categoryOf(event),
  data,
})

/** What is said of a customer without a registration. */
export const customerData = (customer: Customer, changes: string[] | null = null): RegistrationData => ({
  id: customer.id,
  status: customer.status,
  provider: null,
  target_role: null,
  provider_response: null,
  failure_reasons: null,
  readiness: null,
  changes,
  action_required: CUSTOMER_EVENT_OF[customer.status] === 'customer.action_required',
  version: customer.version,
  created_at: customer.created_at,
  updated_at: customer.updated_at,
})

/** Which fields two states of a customer differ in, besides those that change with every change. */
export const changedFields = (before: Customer, after: Customer): string[] =>
  (['email', ...PROFILE_FIELDS, 'status', 'synced'] as const).filter((name) => before[name] !== after[name])

/** What is said of a registration. */
export const registrationData = (registration: Registration, changes: string[] | null = null): RegistrationData => ({
  id: registration.customer_id,
  status: registration.status,
  provider: toldProvider(registration.provider),
  target_role: registration.target_role,
  provider_response: registration.provider_response && { ...registration.provider_response },
  failure_reasons: registration.failure_reasons && [...registration.failure_reasons],
  readiness: registration.readiness && JSON.stringify(registration.readiness),
  changes,
  action_required: isActionRequired(registration),
  created_at: registration.created_at,
  updated_at: registration.updated_at,
})

/** In what merchants are told, `avenia` stands for `brla`. */
export const toldProvider = (provider: Provider): Provider => (provider === 'brla' ? 'avenia' : provider)

/** What is said of something at a provider. */
export const told = <Data extends { provider: Provider }>(data: Data): Data => ({
  ...data,
  provider: toldProvider(data.provider),
})

/** Sends an event about a customer or a registration. */
export function tell(
  { emit, random }: Telling,
  tenant: string,
  event: RegistrationEventName,
  data: RegistrationData,
): void {
  emit(event, tenant, enveloped(event, data, random.uuid()))
}
