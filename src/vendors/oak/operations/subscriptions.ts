import { Reply } from '../../../contract/reply.ts'
import { fieldProblem } from '../../../core/problem.ts'
import { customerOf } from '../customer.ts'
import { takenFailure } from '../failure.ts'
import { begun, presentMovement } from '../movement.ts'
import { begin } from '../moving.ts'
import { numberedPage } from '../numbered-page.ts'
import { meansOf } from '../party.ts'
import { planOf } from '../plan.ts'
import { providerOf } from '../provider.ts'
import {
  cancelledSubscription,
  installmentOf,
  presentSubscription,
  requireActive,
  requireMeans,
  subscribed,
  subscriptionOf,
  subscriptions,
} from '../subscription.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const subscriptionHandlers = {
  subscribeCustomer({ body }, context) {
    const { db, now, random } = context
    const tenant = tenantOf(context)
    const wanted = body.customer_id ?? body.customer?.id
    if (wanted === undefined) throw fieldProblem('missing', 'customer_id', 'customer_id is required')
    const plan = planOf(tenant, body.plan_id, db)
    const customer = customerOf(tenant, wanted, db)
    const means = body.payment_method && meansOf(body.payment_method, { tenant, owner: customer.id }, db)
    const wish = {
      provider: providerOf(body.provider ?? 'crowd_split'),
      payment_method: means ?? null,
      metadata: body.metadata ?? null,
    }
    const row = db.table(subscriptions).insert(subscribed(plan, customer, wish, { id: random.uuid(), now }))
    return new Reply(201, { msg: 'subscription created', data: presentSubscription(row) })
  },

  listSubscriptions({ query }, context) {
    const found = context.db.table(subscriptions).where('byTenant', tenantOf(context))
    const { rows, pagination } = numberedPage(found, query)
    return { msg: 'subscriptions found', data: { data: rows.map(presentSubscription), pagination } }
  },

  getSubscription({ params }, context) {
    const subscription = subscriptionOf(tenantOf(context), params.subscription_id, context.db)
    return { msg: 'subscription found', data: presentSubscription(subscription) }
  },

  paySubscription({ params }, context) {
    const { db, now, random } = context
    const subscription = subscriptionOf(tenantOf(context), params.subscription_id, db)
    requireActive(subscription, 'payment')
    requireMeans(subscription, db)
    const { id, tenant } = subscription
    const birth = { id: random.uuid(), tenant, fate: takenFailure(tenant, 'installment', db), now }
    const installment = begun('installment', installmentOf(subscription), birth, db)
    const movement = begin({ ...installment, subscription_id: id }, context)
    return new Reply(201, { msg: 'Transaction was Initiated Successfully!', data: presentMovement(movement) })
  },

  cancelSubscription({ params }, context) {
    const { db, now } = context
    const before = subscriptionOf(tenantOf(context), params.subscription_id, db)
    const after = db.table(subscriptions).replace(cancelledSubscription(before, now))
    return { msg: 'subscription cancelled', data: presentSubscription(after) }
  },
} satisfies Partial<OakHandlers>
