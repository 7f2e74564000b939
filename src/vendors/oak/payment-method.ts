import { isDeepStrictEqual } from 'node:util'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem } from '../../core/problem.ts'
import type { Customer } from './customer.ts'
import { oneOf, wantedBy } from './one-of.ts'
import { anyonesRow, notFound, ownRow } from './own-row.ts'
import { commonOf, type MethodDetails, masked } from './payment-method-details.ts'
import { requireDetails } from './payment-method-needs.ts'
import type { MethodStatus } from './payment-method-status.ts'
import { METHOD_TYPES, type MethodType } from './payment-method-type.ts'
import { type Provider, providerOf } from './provider.ts'

/** A way for a customer to pay or to be paid. */
export type PaymentMethod = Row & {
  readonly tenant: string
  readonly customer_id: string
  readonly type: MethodType
  readonly provider: Provider
  readonly status: MethodStatus
  /** What else was said of it, with its numbers masked. */
  readonly details: MethodDetails
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const paymentMethods = collection<PaymentMethod>()('oak.paymentMethods', {
  byCustomer: (method) => method.customer_id,
})

const KIND = { rows: paymentMethods, prefix: 'pm', field: 'payment_method_id' } as const

/** A customer's payment method. Throws as `ownRow` does. */
export function paymentMethodOf(customer: Customer, id: string, reader: Reader): PaymentMethod {
  const method = anyonesMethod(id, reader)
  if (method.customer_id !== customer.id) throw notFound()
  return method
}

/** A payment method of one of a merchant's customers. Throws as `ownRow` does. */
export const merchantsMethod = (tenant: string, id: string, reader: Reader): PaymentMethod =>
  ownRow(KIND, { tenant, id }, reader)

/** A payment method of whichever tenant: an operator sees them all. */
export const anyonesMethod = (id: string, reader: Reader): PaymentMethod => anyonesRow(KIND, id, reader)

type Filters = { type?: string; status?: string; provider?: string; platform?: string }

/** A customer's payment methods that all filters let through, oldest first. `platform` is another word for `provider`. */
export function matchingMethods(filters: Filters, customer: Customer, reader: Reader): PaymentMethod[] {
  const wanted = [
    ['type', wantedBy(filters.type)],
    ['status', wantedBy(filters.status)],
    ['provider', wantedBy(filters.provider)],
    ['provider', wantedBy(filters.platform)],
  ] as const
  return [...reader.table(paymentMethods).where('byCustomer', customer.id)].filter((method) =>
    wanted.every(([field, values]) => !values || values.has(method[field])),
  )
}

type Input = { readonly type: string; readonly provider?: string } & Readonly<Record<string, unknown>>

/** A new payment method. Throws a Problem: `invalid` or `missing`, for what its type and provider cannot do without. */
export function addedMethod(input: Input, customer: Customer, { id, now }: { id: string; now: Date }): PaymentMethod {
  const { type, provider = 'crowd_split', ...details } = input
  const kind = { type: oneOf(METHOD_TYPES, type, 'type'), provider: providerOf(provider) }
  requireDetails(kind, details)
  return {
    id,
    tenant: customer.tenant,
    customer_id: customer.id,
    ...kind,
    status: 'active',
    details: masked(details),
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  }
}

/**
 * A payment method after a change; the same object when nothing changes. Throws a Problem of kind `invalid` when the
 * type, the provider or an id that a provider has given would change, and as `addedMethod` does.
 */
export function amendedMethod(before: PaymentMethod, patch: Partial<Input>, now: Date): PaymentMethod {
  const { type = before.type, provider = before.provider, ...given } = patch
  requireSame('type', before.type, type.toLowerCase())
  requireSame('provider', before.provider, provider.toLowerCase())
  // A client may send back what it was shown: masks, and null for what there is not.
  const shown: MethodDetails = { ...before.details, ...commonOf(before.details) }
  const news = Object.entries(masked(given)).filter(([name, value]) => !isDeepStrictEqual(value, shown[name]))
  if (news.length === 0) return before
  for (const [name, value] of news) {
    if (name.endsWith('_id') && name in before.details) requireSame(name, before.details[name], value)
  }
  const changed = Object.keys(given).filter((name) => given[name] !== before.details[name])
  requireDetails(before, { ...before.details, ...given }, changed)
  return { ...before, details: { ...before.details, ...Object.fromEntries(news) }, updated_at: now.toISOString() }
}

function requireSame(field: string, before: unknown, after: unknown): void {
  if (!isDeepStrictEqual(before, after)) throw fieldProblem('invalid', field, `${field} cannot be changed`)
}
