import type { Reader } from '../../core/collection.ts'
import { isJsonObject } from '../../core/json-object.ts'
import type { Webhooks } from '../vendor.ts'
import { type Customer, created, customers } from './customer.ts'
import { CUSTOMER_EVENT_OF, CUSTOMER_STATUSES, type CustomerStatus } from './customer-status.ts'
import { customerData, enveloped, registrationData, toldProvider } from './events.ts'
import { addedMethod, paymentMethods } from './payment-method.ts'
import { METHOD_STATUSES } from './payment-method-status.ts'
import { paymentMethodData } from './present-payment-method.ts'
import { opened, type Registration, registrations } from './registration.ts'
import type { RegistrationStatus } from './registration-status.ts'
import { moneySample } from './sample-money.ts'

type Source = Parameters<Webhooks['sample']>[1]

/** A payload for an event that nobody caused, of a real customer where there is one: name its id in `data.id`. */
export function sample(event: string, source: Source): object {
  return enveloped(event, dataOf(event, source), source.random.uuid())
}

function dataOf(event: string, source: Source): object {
  const [family = ''] = event.split('.')
  if (event.startsWith('customer.sync.')) return syncData(event, source)
  if (family === 'customer') return aboutCustomer(event, source)
  if (family === 'provider_registration' || family === 'kyc') return aboutRegistration(event, source)
  if (family === 'payment_method') return aboutPaymentMethod(event, source)
  return moneySample(event, wantedId(source.wanted), source)
}

function aboutCustomer(event: string, source: Source): object {
  const customer = sampleCustomer(source)
  const changes = event === 'customer.updated' ? ['first_name'] : null
  return customerData({ ...customer, status: statusIn(event, customer.status) }, changes)
}

function aboutRegistration(event: string, source: Source): object {
  return { ...registrationData(sampleRegistration(source)), status: statusAfter(event) }
}

/** The status that an event names: the customer's own if it does, or the first that it tells of. */
function statusIn(event: string, own: CustomerStatus): CustomerStatus {
  return CUSTOMER_EVENT_OF[own] === event
    ? own
    : (CUSTOMER_STATUSES.find((status) => CUSTOMER_EVENT_OF[status] === event) ?? own)
}

/** `provider_registration.approved` and `kyc.rejected` name a status; the others leave it as it mostly is then. */
function statusAfter(event: string): RegistrationStatus {
  const [, what = ''] = event.split('.')
  const named = ['submitted', 'approved', 'restricted', 'rejected', 'awaiting_confirmation', 'processing'] as const
  const waiting = ['action_required', 'verification_expired']
  return named.find((status) => status === what) ?? (waiting.includes(what) ? 'awaiting_confirmation' : 'processing')
}

function syncData(event: string, source: Source): object {
  const hasSucceeded = event === 'customer.sync.succeeded'
  return {
    id: sampleCustomer(source).id,
    provider: toldProvider('stripe'),
    fields: ['email'],
    attempt_id: source.random.uuid(),
    synced_at: hasSucceeded ? source.now.toISOString() : null,
    provider_data: null,
    error: event === 'customer.sync.failed' ? 'The provider refused the change' : null,
  }
}

function aboutPaymentMethod(event: string, source: Source): object {
  const [, what = ''] = event.split('.')
  const id = wantedId(source.wanted)
  const asked = id === undefined ? undefined : source.db.table(paymentMethods).get(id)
  if (asked?.tenant !== source.tenant) return madeUpMethod(what, source)
  const status = METHOD_STATUSES.find((known) => known === what) ?? asked.status
  return paymentMethodData({ ...asked, status })
}

function madeUpMethod(what: string, source: Source): object {
  const birth = { id: '0a000000-0000-4000-8000-0000000000f1', now: source.now }
  const method = addedMethod({ type: 'pix', pix_string: 'ada@example.com' }, sampleCustomer(source), birth)
  return paymentMethodData({ ...method, status: what === 'rejected' ? 'rejected' : 'active' })
}

/** The customer that was asked for, or the tenant's first, or one that does not exist. */
function sampleCustomer({ db, tenant, wanted, now }: Source): Customer {
  const id = wantedId(wanted)
  const asked = id === undefined ? undefined : db.table(customers).get(id)
  const [first] = db.table(customers).where('byTenant', tenant).slice(0, 1)
  const made = { id: '0a000000-0000-4000-8000-0000000000f0', tenant, now }
  return asked?.tenant === tenant ? asked : (first ?? created({ email: 'ada@example.com' }, made))
}

function sampleRegistration(source: Source): Registration {
  const customer = sampleCustomer(source)
  return firstRegistration(customer, source.db) ?? madeUpRegistration(customer, source)
}

const firstRegistration = (customer: Customer, db: Reader): Registration | undefined =>
  db.table(registrations).where('byCustomer', customer.id).slice(0, 1)[0]

function madeUpRegistration({ id: customer_id, tenant }: Customer, { now }: Source): Registration {
  const place = { tenant, customer_id, provider: 'stripe', target_role: 'customer' } as const
  return { ...opened(place, { id: '0a000000-0000-4000-8000-0000000000f3', now }), status: 'processing' }
}

function wantedId({ data }: Readonly<Record<string, unknown>>): string | undefined {
  return isJsonObject(data) && typeof data.id === 'string' ? data.id : undefined
}
