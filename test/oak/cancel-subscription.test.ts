import { expect, test } from 'vitest'
import { STEP } from '../support/oak-movements.ts'
import { SUBSCRIPTIONS, subscribedTo, subscriptionNow } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const cancel = (sandbox: TestSandbox, id: string) =>
  sandbox.request('PATCH', `${SUBSCRIPTIONS}/subscriptions/${id}/cancel`)

test('a subscription is cancelled, once', async () => {
  const sandbox = await freshSandbox()
  const subscription = await subscribedTo(sandbox)

  const [first, second] = [await cancel(sandbox, subscription.id), await cancel(sandbox, `sub_${subscription.id}`)]

  expect(first.status).toBe(200)
  expect(first.body).toEqual({
    msg: 'subscription cancelled',
    data: { ...subscription, status: 'cancelled', cancelled_at: '2026-04-20T12:00:00.000Z' },
  })
  expect(second.status).toBe(400)
})

test('an instalment that is under way then goes on', async () => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox)
  await sandbox.request('POST', `${SUBSCRIPTIONS}/${id}/payment`)
  await cancel(sandbox, id)

  await sandbox.clock.advance(STEP)

  expect(await subscriptionNow(sandbox, id)).toMatchObject({ status: 'cancelled', paid_installments: 1 })
})
