import { expect, test } from 'vitest'
import { PLANS, planNow, planned, publishedPlan } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['PATCH', 'PUT'])('%s changes what is given, and nothing else', async (method) => {
  const sandbox = await freshSandbox()
  const plan = await planned(sandbox, { frequency: 30, description: 'Every month' })
  await sandbox.clock.advance(1000)

  const { status, body } = await sandbox.request(method, `${PLANS}/${plan.id}`, { price: 950, frequency: 7 })

  expect(status).toBe(200)
  expect(body).toEqual({
    msg: 'plan updated',
    data: { ...plan, price: 950, frequency: 7, updated_at: '2026-04-20T12:00:01.000Z' },
  })
})

test('what is there already changes nothing', async () => {
  const sandbox = await freshSandbox()
  const plan = await planned(sandbox)
  await sandbox.clock.advance(1000)

  const { body } = await sandbox.request('PATCH', `${PLANS}/${plan.id}`, plan)

  expect(body.data).toEqual(plan)
})

test('a plan that is published can be changed, and stays so', async () => {
  const sandbox = await freshSandbox()
  const { id } = await publishedPlan(sandbox)

  const { body } = await sandbox.request('PATCH', `${PLANS}/${id}`, { name: 'Gold', status: 'draft' })

  expect(body.data).toMatchObject({ name: 'Gold', status: 'published' })
})

test.each([
  ['name', { name: null }],
  ['price', { price: -1 }],
  ['currency', { currency: 1 }],
])('a wrong %s is 422, and nothing changes', async (field, patch) => {
  const sandbox = await freshSandbox()
  const plan = await planned(sandbox)

  const { status, body } = await sandbox.request('PATCH', `${PLANS}/${plan.id}`, patch)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect(await planNow(sandbox, plan.id)).toEqual(plan)
})
