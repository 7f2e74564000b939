import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { ownRow } from './own-row.ts'

type Input = components['schemas']['OakPlanInput']
type Patch = components['schemas']['OakPlanPatch']

/** What a merchant's customers can subscribe to, once it is published. */
export type Plan = Row & {
  readonly tenant: string
  readonly name: string
  /** Of one instalment, in minor units. */
  readonly price: number
  readonly currency: string
  readonly status: 'draft' | 'published'
  /** What else was said of it. */
  readonly details: Readonly<Record<string, unknown>>
  readonly published_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const plans = collection<Plan>()('oak.plans', {
  byTenant: (plan) => plan.tenant,
})

/** Set by the server; ignored where a client sends them back. */
const OWN = new Set(['id', 'status', 'published_at', 'created_at', 'updated_at'])

const detailsIn = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !OWN.has(name)))

/** A new plan, which is a draft. */
export function createdPlan(
  { name, price, currency, ...more }: Input,
  { id, tenant, now }: { id: string; tenant: string; now: Date },
): Plan {
  const at = now.toISOString()
  const own = { id, tenant, name, price, currency: currency.toLowerCase() }
  return { ...own, status: 'draft', details: detailsIn(more), published_at: null, created_at: at, updated_at: at }
}

/** A plan after a change; the same object when nothing changes. Who has subscribed keeps the price of before. */
export function amendedPlan(before: Plan, { name, price, currency, ...more }: Patch, now: Date): Plan {
  const after: Plan = {
    ...before,
    name: name ?? before.name,
    price: price ?? before.price,
    currency: currency?.toLowerCase() ?? before.currency,
    details: { ...before.details, ...detailsIn(more) },
  }
  return isDeepStrictEqual(after, before) ? before : { ...after, updated_at: now.toISOString() }
}

/** A plan that can be subscribed to. Throws a Problem of kind `state` when it can be already. */
export function publishedPlan(plan: Plan, now: Date): Plan {
  if (plan.status === 'published') throw new Problem('state', 'The plan is published already')
  const at = now.toISOString()
  return { ...plan, status: 'published', published_at: at, updated_at: at }
}

/** The tenant's plan with this id. Throws as `ownRow` does. */
export const planOf = (tenant: string, id: string, reader: Reader): Plan =>
  ownRow({ rows: plans, prefix: 'plan', field: 'plan_id' }, { tenant, id }, reader)

/** A plan as the wire shows it. */
export function presentPlan({ tenant: _, id, details, ...shown }: Plan): components['schemas']['OakPlan'] {
  return { id, ...details, ...shown }
}
