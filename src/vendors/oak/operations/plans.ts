import { Reply } from '../../../contract/reply.ts'
import { numberedPage } from '../numbered-page.ts'
import { amendedPlan, createdPlan, planOf, plans, presentPlan, publishedPlan } from '../plan.ts'
import { requireUnused } from '../subscription.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

type OnePlan = { params: { plan_id: string } }
type Patch = OnePlan & { body: Parameters<typeof amendedPlan>[1] }

const asked = ({ params }: OnePlan, context: OakContext) => planOf(tenantOf(context), params.plan_id, context.db)

function update(input: Patch, context: OakContext) {
  const before = asked(input, context)
  const after = amendedPlan(before, input.body, context.now)
  if (after !== before) context.db.table(plans).replace(after)
  return { msg: 'plan updated', data: presentPlan(after) }
}

function publish(input: OnePlan, context: OakContext) {
  const plan = context.db.table(plans).replace(publishedPlan(asked(input, context), context.now))
  return { msg: 'plan published', data: presentPlan(plan) }
}

export const planHandlers = {
  createPlan({ body }, context) {
    const { db, now, random } = context
    const plan = db.table(plans).insert(createdPlan(body, { id: random.uuid(), tenant: tenantOf(context), now }))
    return new Reply(201, { msg: 'plan created', data: presentPlan(plan) })
  },

  listPlans({ query }, context) {
    const { rows, pagination } = numberedPage(context.db.table(plans).where('byTenant', tenantOf(context)), query)
    return { msg: 'plans found', data: { data: rows.map(presentPlan), pagination } }
  },

  getPlan: (input, context) => ({ msg: 'plan found', data: presentPlan(asked(input, context)) }),

  updatePlan: update,
  updatePlanByPut: update,
  publishPlan: publish,
  publishPlanByPost: publish,

  deletePlan(input, context) {
    const plan = asked(input, context)
    requireUnused(plan, context.db)
    context.db.table(plans).remove(plan.id)
    return { msg: 'plan deleted', data: null }
  },
} satisfies Partial<OakHandlers>
