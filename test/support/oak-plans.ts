import { GRACE } from './oak.ts'
import type { TestSandbox } from './sandbox.ts'

export const PLANS = '/oak/api/v1/subscription/plans'
export const SUBSCRIPTIONS = '/oak/api/v1/subscription'

export const A_PLAN = { name: 'Silver', price: 900, currency: 'USD' }

/** A plan of the demo merchant, a draft. */
export async function planned(sandbox: TestSandbox, more: object = {}) {
  const answer = await sandbox.request('POST', PLANS, { ...A_PLAN, ...more })
  if (answer.status !== 201) throw new Error(`The plan was not made: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** A plan that can be subscribed to. */
export async function publishedPlan(sandbox: TestSandbox, more: object = {}) {
  const { id } = await planned(sandbox, more)
  return (await sandbox.request('PATCH', `${PLANS}/${id}/publish`)).body.data
}

/** A subscription of Grace's to a new plan, unless told otherwise. */
export async function subscribedTo(sandbox: TestSandbox, more: object = {}) {
  const { id } = await publishedPlan(sandbox)
  const body = { plan_id: id, customer_id: GRACE, provider: 'stripe', ...more }
  const answer = await sandbox.request('POST', `${SUBSCRIPTIONS}/subscribe`, body)
  if (answer.status !== 201) throw new Error(`Nobody subscribed: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

export async function planNow(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `${PLANS}/${id}`)).body.data
}

export async function subscriptionNow(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `${SUBSCRIPTIONS}/${id}`)).body.data
}
