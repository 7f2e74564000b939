import { expect, test } from 'vitest'
import { PLANS, planNow, planned, SUBSCRIPTIONS, subscribedTo } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a plan that is deleted is not found afterwards', async () => {
  const sandbox = await freshSandbox()
  const { id } = await planned(sandbox)

  const { status, body } = await sandbox.request('DELETE', `${PLANS}/${id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'plan deleted', data: null })
  expect((await sandbox.request('GET', `${PLANS}/${id}`)).status).toBe(404)
})

test('a plan that somebody pays for is not deleted until they cancel', async () => {
  const sandbox = await freshSandbox()
  const { id, plan_id } = await subscribedTo(sandbox)

  const before = await sandbox.request('DELETE', `${PLANS}/${plan_id}`)
  const between = await planNow(sandbox, plan_id)
  await sandbox.request('PATCH', `${SUBSCRIPTIONS}/subscriptions/${id}/cancel`)
  const after = await sandbox.request('DELETE', `${PLANS}/${plan_id}`)

  expect(before.status).toBe(400)
  expect(before.body.msg).toBe('The plan has active subscriptions')
  expect(between.id).toBe(plan_id)
  expect(after.status).toBe(200)
})
