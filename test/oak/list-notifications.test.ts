import { expect, test } from 'vitest'
import { createCustomer, listedNotifications, registerWebhook, toldEvents, WEBHOOKS } from '../support/oak.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

/** Three customers were created, and a webhook has heard of each. */
async function threeTold(sandbox: TestSandbox) {
  const receiver = await startReceiver()
  const webhook = await registerWebhook(sandbox, { url: receiver.url })
  for (const name of ['a', 'b', 'c']) await createCustomer(sandbox, { email: `${name}@example.com` })
  await sandbox.settled()
  return webhook
}

test('row 57: what was given up stays unacknowledged, and is listed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const { id } = await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()

  await sandbox.clock.advance(3_600_000)

  const { notification_list } = await listedNotifications(sandbox)
  expect(notification_list).toMatchObject([{ is_acknowledged: false, status: 'dead_lettered', webhook_id: id }])
  expect(notification_list[0].delivery_attempts).toHaveLength(4)
})

test('row 57: with the newer schedule it is given up after seven attempts in a day', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { deliverySchedule: 'exponential' } } })
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()

  await sandbox.clock.advance(24 * 3_600_000)

  const { notification_list } = await listedNotifications(sandbox, '?status=dead_lettered')
  expect(notification_list).toMatchObject([{ is_acknowledged: false, event: 'customer.created' }])
  expect(notification_list[0].delivery_attempts).toHaveLength(7)
})

test('row 58: a page has the count of all, and each notification says what it was', async () => {
  const sandbox = await freshSandbox()
  const webhook = await threeTold(sandbox)

  const { status, body, headers } = await sandbox.request('GET', `${WEBHOOKS}/notifications?limit=1&offset=1`)

  const told = toldEvents(sandbox)[1]
  expect(status).toBe(200)
  expect(body.data).toEqual({
    count: 3,
    has_more: true,
    notification_list: [
      {
        id: told.id,
        is_acknowledged: true,
        event: 'customer.created',
        category: 'provider_registration_lifecycle',
        data: told.data,
        reference_id: told.data.id,
        reference_module: 'customer',
        status: 'delivered',
        webhook_id: webhook.id,
        endpoints: [webhook.url],
        delivery_attempts: [
          {
            attempt: 1,
            url: webhook.url,
            status_code: 200,
            duration_ms: expect.any(Number),
            attempted_at: NOW.toISOString(),
            is_replay: false,
            replay_attempt_at: null,
          },
        ],
        created_at: NOW.toISOString(),
        updated_at: NOW.toISOString(),
      },
    ],
  })
  expect(headers.get('x-limit-applied')).toBe('1')
})

test('row 59: the list is never taken for a webhook', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/notifications`)

  expect(status).toBe(200)
  expect(body.data).toEqual({ count: 0, has_more: false, notification_list: [] })
})

test.each([
  ['event=CUSTOMER.created,customer.updated', 3],
  ['event=customer.updated', 0],
  ['category=provider_registration_lifecycle', 3],
  ['category=other', 0],
  ['status=delivered', 3],
  ['status=pending,dead_lettered', 0],
  ['webhook_id=nobody', 0],
])('the filter %s finds %i', async (query, count) => {
  const sandbox = await freshSandbox()
  await threeTold(sandbox)

  const page = await listedNotifications(sandbox, `?${query}`)

  expect(page.count).toBe(count)
})

test.each(['', 'wh_', 'nobody,WH_'])('a filter by a webhook as %j and its id finds what went to it', async (before) => {
  const sandbox = await freshSandbox()
  const { id } = await threeTold(sandbox)

  const page = await listedNotifications(sandbox, `?webhook_id=${before}${id}`)

  expect(page.count).toBe(3)
})

test('another merchant was told nothing', async () => {
  const sandbox = await freshSandbox()
  await threeTold(sandbox)

  const { body } = await sandbox.request('GET', `${WEBHOOKS}/notifications`, undefined, { as: 'other' })

  expect(body.data.count).toBe(0)
})

test('what no webhook wanted is pending', async () => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)

  const { notification_list } = await listedNotifications(sandbox)

  expect(notification_list).toMatchObject([{ status: 'pending', is_acknowledged: false, webhook_id: null }])
})
