import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { SUBSCRIPTIONS, subscribedTo } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['', 'sub_'])('a subscription is found by its id after "%s"', async (prefix) => {
  const sandbox = await freshSandbox()
  const subscription = await subscribedTo(sandbox)

  const { status, body } = await sandbox.request('GET', `${SUBSCRIPTIONS}/${prefix}${subscription.id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'subscription found', data: subscription })
})

test.each([
  ['GET', `${SUBSCRIPTIONS}/ID`],
  ['POST', `${SUBSCRIPTIONS}/ID/payment`],
  ['PATCH', `${SUBSCRIPTIONS}/subscriptions/ID/cancel`],
])('%s %s is 404 where there is none, or it is of another merchant', async (method, path) => {
  const sandbox = await freshSandbox()
  const { id } = await subscribedTo(sandbox)

  const unknown = await sandbox.request(method, path.replace('ID', UNKNOWN))
  const others = await sandbox.request(method, path.replace('ID', id), undefined, BY_OTHER)

  expect([unknown.status, others.status]).toEqual([404, 404])
  expect(unknown.body).toEqual(NOT_FOUND)
})
