import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import type { Customer } from './customer.ts'
import { ownRow } from './own-row.ts'
import { paymentMethods } from './payment-method.ts'
import type { Plan } from './plan.ts'
import type { Provider } from './provider.ts'

/** A customer who pays the instalments of a plan. */
export type Subscription = Row & {
  readonly tenant: string
  readonly plan_id: string
  readonly customer_id: string
  readonly provider: Provider
  /** As it was when the customer subscribed. */
  readonly price: number
  readonly currency: string
  readonly payment_method: Readonly<Record<string, unknown>> | null
  readonly status: 'active' | 'cancelled'
  /** How many instalments were paid. */
  readonly paid_installments: number
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly cancelled_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const subscriptions = collection<Subscription>()('oak.subscriptions', {
  byTenant: (subscription) => subscription.tenant,
  byPlan: (subscription) => subscription.plan_id,
})

type Wish = Pick<Subscription, 'provider' | 'payment_method' | 'metadata'>

/** A new subscription. Throws a Problem of kind `state` when the plan is not published. */
export function subscribed(
  plan: Plan,
  customer: Customer,
  wish: Wish,
  { id, now }: { id: string; now: Date },
): Subscription {
  if (plan.status !== 'published') throw new Problem('state', 'The plan is not published')
  const { tenant, price, currency } = plan
  const at = now.toISOString()
  return {
    id,
    tenant,
    plan_id: plan.id,
    customer_id: customer.id,
    price,
    currency,
    ...wish,
    status: 'active',
    paid_installments: 0,
    cancelled_at: null,
    created_at: at,
    updated_at: at,
  }
}

/** Throws a Problem of kind `state` when a subscription has ended. */
export function requireActive({ status }: Subscription, move: string): void {
  if (status !== 'active') throw new Problem('state', `A subscription that is ${status} does not allow: ${move}`)
}

/** Throws a Problem of kind `state` when the payment method that a subscription is paid with was removed since. */
export function requireMeans({ payment_method }: Subscription, reader: Reader): void {
  const id = payment_method?.id
  if (typeof id !== 'string' || reader.table(paymentMethods).get(id)) return
  throw new Problem('state', 'The payment method was removed')
}

/** What one instalment moves. */
export function installmentOf(subscription: Subscription): components['schemas']['OakMovementInput'] {
  const { provider, price, currency, customer_id, payment_method } = subscription
  const source = { amount: price, currency, customer: { id: customer_id } }
  return { provider, source: { ...source, ...(payment_method && { payment_method }) }, destination: {} }
}

/** A subscription that has ended. Throws as `requireActive` does. */
export function cancelledSubscription(subscription: Subscription, now: Date): Subscription {
  requireActive(subscription, 'cancel')
  const at = now.toISOString()
  return { ...subscription, status: 'cancelled', cancelled_at: at, updated_at: at }
}

/** Counts an instalment that was paid; nothing happens where the subscription is gone. */
export function countInstallment(id: string, { db, now }: { db: Draft; now: Date }): void {
  const subscription = db.table(subscriptions).get(id)
  if (!subscription) return
  const paid_installments = subscription.paid_installments + 1
  db.table(subscriptions).replace({ ...subscription, paid_installments, updated_at: now.toISOString() })
}

/** Throws a Problem of kind `state` when somebody still pays for a plan. */
export function requireUnused({ id }: Plan, reader: Reader): void {
  const isUsed = [...reader.table(subscriptions).where('byPlan', id)].some(({ status }) => status === 'active')
  if (isUsed) throw new Problem('state', 'The plan has active subscriptions')
}

/** The tenant's subscription with this id. Throws as `ownRow` does. */
export const subscriptionOf = (tenant: string, id: string, reader: Reader): Subscription =>
  ownRow({ rows: subscriptions, prefix: 'sub', field: 'subscription_id' }, { tenant, id }, reader)

/** A subscription as the wire shows it. */
export function presentSubscription(subscription: Subscription): components['schemas']['OakSubscription'] {
  const { tenant: _, payment_method, metadata, customer_id, ...shown } = subscription
  return {
    ...shown,
    customer_id,
    customer: { id: customer_id },
    payment_method: payment_method && { ...payment_method },
    metadata: metadata && { ...metadata },
  }
}
