import { expect, test } from 'vitest'
import { GRACE, GRACES_BANK, JOAOS_PIX, NOT_FOUND, OTHERS, UNKNOWN } from '../support/oak.ts'
import { planned, publishedPlan, SUBSCRIPTIONS, subscriptionNow } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const subscribe = (sandbox: TestSandbox, body: object) => sandbox.request('POST', `${SUBSCRIPTIONS}/subscribe`, body)

const subscribers = async (sandbox: TestSandbox): Promise<number> =>
  (await sandbox.request('GET', `${SUBSCRIPTIONS}/list`)).body.data.pagination.total

test('a customer subscribes to a plan that is published, at its price', async () => {
  const sandbox = await freshSandbox()
  const { id: plan_id } = await publishedPlan(sandbox)
  const wish = { provider: 'STRIPE', payment_method: { id: GRACES_BANK }, metadata: { seat: 1 } }

  const { status, body } = await subscribe(sandbox, { plan_id, customer_id: GRACE, ...wish })

  expect(status).toBe(201)
  expect(body).toEqual({
    msg: 'subscription created',
    data: {
      id: expect.any(String),
      plan_id,
      customer_id: GRACE,
      customer: { id: GRACE },
      provider: 'stripe',
      price: 900,
      currency: 'usd',
      payment_method: { id: GRACES_BANK, type: 'bank' },
      status: 'active',
      paid_installments: 0,
      metadata: { seat: 1 },
      cancelled_at: null,
      created_at: '2026-04-20T12:00:00.000Z',
      updated_at: '2026-04-20T12:00:00.000Z',
    },
  })
  expect(await subscriptionNow(sandbox, body.data.id)).toEqual(body.data)
})

test('the customer may also be an object with an id', async () => {
  const sandbox = await freshSandbox()
  const { id } = await publishedPlan(sandbox)

  const { body } = await subscribe(sandbox, { plan_id: `plan_${id}`, customer: { id: `cus_${GRACE}` } })

  expect(body.data).toMatchObject({ customer_id: GRACE, provider: 'crowd_split', payment_method: null })
})

test('a draft cannot be subscribed to', async () => {
  const sandbox = await freshSandbox()
  const { id } = await planned(sandbox)
  const before = await subscribers(sandbox)

  const { status, body } = await subscribe(sandbox, { plan_id: id, customer_id: GRACE })

  expect(status).toBe(400)
  expect(body.msg).toBe('The plan is not published')
  expect(await subscribers(sandbox)).toBe(before)
})

test.each([
  ['a plan', { plan_id: UNKNOWN, customer_id: GRACE }],
  ['a customer', { customer_id: UNKNOWN }],
  ['a customer of another merchant', { customer_id: OTHERS }],
  ['a payment method of another customer', { customer_id: GRACE, payment_method: { id: JOAOS_PIX } }],
])('%s that is not there is 404', async (_, more) => {
  const sandbox = await freshSandbox()
  const { id } = await publishedPlan(sandbox)
  const before = await subscribers(sandbox)

  const { status, body } = await subscribe(sandbox, { plan_id: id, ...more })

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
  expect(await subscribers(sandbox)).toBe(before)
})

test.each([
  ['plan_id', { customer_id: GRACE, plan_id: undefined }],
  ['customer_id', {}],
  ['customer_id', { customer_id: 7 }],
  ['provider', { customer_id: GRACE, provider: 'paypal' }],
])('a wrong %s is 422', async (field, more) => {
  const sandbox = await freshSandbox()
  const { id } = await publishedPlan(sandbox)

  const { status, body } = await subscribe(sandbox, { plan_id: id, ...more })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
})
