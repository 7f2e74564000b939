import { expect, test } from 'vitest'
import { GRACE, GRACES_BANK, methodsOf, toldEvents } from '../support/oak.ts'
import { STEP } from '../support/oak-movements.ts'
import { toldAfter, transactionNow } from '../support/oak-payments.ts'
import { PLANS, SUBSCRIPTIONS, subscribedTo, subscriptionNow } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const pay = (sandbox: TestSandbox, id: string, body?: object, headers: Record<string, string> = {}) =>
  sandbox.request('POST', `${SUBSCRIPTIONS}/${id}/payment`, body, { headers })

test('an instalment is in progress at once, and paid a second later', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox, { payment_method: { id: GRACES_BANK } })

  const { status, body } = await pay(sandbox, id, {})
  const between = await subscriptionNow(sandbox, id)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    subscription_id: id,
    type: 'installment',
    status: 'processing',
    source: {
      amount: 900,
      currency: 'usd',
      customer: { id: GRACE },
      payment_method: { id: GRACES_BANK, type: 'bank' },
    },
  })
  expect(between.paid_installments).toBe(0)
  expect((await subscriptionNow(sandbox, id)).paid_installments).toBe(1)
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event: 'payment.installment.succeeded',
      category: 'payment_lifecycle',
      data: { id: body.data.id, subscription_id: id, status: 'succeeded' },
    },
  ])
  expect(await transactionNow(sandbox, body.data.id)).toMatchObject({ type: 'installment', status: 'succeeded' })
})

test('an instalment that fails is not counted', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox)
  await sandbox.request('PUT', '/_sandbox/oak/transactions/next', { type: 'installment', error: 'No money' })
  await pay(sandbox, id)

  await sandbox.clock.advance(STEP)

  expect((await subscriptionNow(sandbox, id)).paid_installments).toBe(0)
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'payment.installment.failed', data: { failure_reasons: [{ message: 'No money' }] } },
  ])
})

test('who has subscribed pays the price of then', async () => {
  const sandbox = await freshSandbox()
  const { id, plan_id } = await subscribedTo(sandbox)
  await sandbox.request('PATCH', `${PLANS}/${plan_id}`, { price: 5000 })

  const { body } = await pay(sandbox, id)

  expect(body.data.source.amount).toBe(900)
})

test('the same instalment asked for again under its key is paid once', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox)
  const key = { 'idempotency-key': 'april' }
  const first = await pay(sandbox, id, undefined, key)

  const again = await pay(sandbox, id, undefined, key)
  await sandbox.clock.advance(STEP)

  expect(again.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect((await subscriptionNow(sandbox, id)).paid_installments).toBe(1)
})

test('a subscription that is cancelled is not paid for', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox)
  await sandbox.request('PATCH', `${SUBSCRIPTIONS}/subscriptions/${id}/cancel`)

  const { status } = await pay(sandbox, id)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(400)
  expect(toldAfter(sandbox, 0)).toEqual([])
})

test('a payment method that was rejected since pays nothing', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox, { payment_method: { id: GRACES_BANK } })
  await sandbox.request('PUT', `/_sandbox/oak/payment_methods/${GRACES_BANK}/status`, { status: 'rejected' })

  const { status, body } = await pay(sandbox, id)

  expect(status).toBe(400)
  expect(body.msg).toBe('The payment method is rejected')
})

test('a payment method that was removed since pays nothing', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox, { payment_method: { id: GRACES_BANK } })
  await sandbox.request('DELETE', `${methodsOf(GRACE)}/${GRACES_BANK}`)

  const { status, body } = await pay(sandbox, id)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(400)
  expect(body).toMatchObject({ msg: 'The payment method was removed', error_code: 'validation_error' })
  expect((await subscriptionNow(sandbox, id)).paid_installments).toBe(0)
})
