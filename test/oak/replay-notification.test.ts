import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { createCustomer, listedNotifications, registerWebhook, toldEvents, UNKNOWN, WEBHOOKS } from '../support/oak.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a replay sends the same notification again', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()
  await sandbox.clock.advance(1000)
  const [{ id }] = toldEvents(sandbox)

  const { status, body } = await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
  await sandbox.settled()

  const replay_attempt_at = '2026-04-20T12:00:01.000Z'
  expect(status).toBe(202)
  expect(body.data).toEqual({ notification_id: id, replay_attempt_at })
  expect(receiver.received.map((delivery) => JSON.parse(delivery.body).id)).toEqual([id, id])
  const { notification_list } = await listedNotifications(sandbox)
  expect(notification_list[0].delivery_attempts).toMatchObject([
    { attempt: 1, is_replay: false, replay_attempt_at: null },
    { attempt: 2, is_replay: true, replay_attempt_at },
  ])
})

test('while the clock stands still a replay is one all the same, and the first attempt is none', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()
  await sandbox.request('POST', '/_sandbox/clock/freeze', {})
  const [{ id }] = toldEvents(sandbox)

  await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
  await sandbox.settled()

  const { notification_list } = await listedNotifications(sandbox)
  expect(notification_list[0].delivery_attempts).toMatchObject([{ is_replay: false }, { is_replay: true }])
})

test('after a second replay the attempt of the first still says which it was of', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()
  const [{ id }] = toldEvents(sandbox)
  for (const wait of [1000, 2000]) {
    await sandbox.clock.advance(wait)
    await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
    await sandbox.settled()
  }

  const { notification_list } = await listedNotifications(sandbox)

  expect(notification_list[0].delivery_attempts).toMatchObject([
    { is_replay: false, replay_attempt_at: null },
    { is_replay: true, replay_attempt_at: '2026-04-20T12:00:01.000Z' },
    { is_replay: true, replay_attempt_at: '2026-04-20T12:00:03.000Z' },
  ])
})

test('what was acknowledged stays so when nobody takes the replay', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()
  const [{ id }] = toldEvents(sandbox)
  receiver.answer = answering(500)
  await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
  await sandbox.settled()
  const { notification_list: between } = await listedNotifications(sandbox)

  await sandbox.clock.advance(3_600_000)

  const { notification_list: inTheEnd } = await listedNotifications(sandbox)
  for (const [notification] of [between, inTheEnd]) {
    expect(notification).toMatchObject({ is_acknowledged: true, status: 'delivered' })
  }
  expect(inTheEnd[0].delivery_attempts).toHaveLength(5)
})

test('it stays so however often nobody takes it, and after a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const receiver = await startReceiver()
  await registerWebhook(first, { url: receiver.url })
  await createCustomer(first)
  await first.settled()
  const [{ id }] = toldEvents(first)
  receiver.answer = answering(500)
  for (let replays = 0; replays < 51; replays++) {
    await first.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
    await first.settled()
  }
  await first.close()

  const second = await freshSandbox({ data })

  const { notification_list } = await listedNotifications(second)
  expect(notification_list).toMatchObject([{ id, is_acknowledged: true, status: 'delivered' }])
})

test('a replay reaches a webhook that was off when it happened, and one that was not there yet', async () => {
  const sandbox = await freshSandbox()
  const first = await startReceiver()
  const second = await startReceiver()
  const { id: off } = await registerWebhook(sandbox, { url: first.url })
  await sandbox.request('PATCH', `${WEBHOOKS}/${off}/toggle`)
  await createCustomer(sandbox)
  await sandbox.clock.advance(1000)
  await sandbox.request('PATCH', `${WEBHOOKS}/${off}/toggle`)
  await registerWebhook(sandbox, { url: second.url })
  const [{ id }] = toldEvents(sandbox)

  const { status } = await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)
  await sandbox.settled()

  expect(status).toBe(202)
  expect([first, second].map(({ received }) => received.map(({ body }) => JSON.parse(body).id))).toEqual([[id], [id]])
  const { notification_list } = await listedNotifications(sandbox)
  expect(notification_list).toMatchObject([
    {
      is_acknowledged: true,
      endpoints: [first.url, second.url],
      delivery_attempts: [{ is_replay: true }, { is_replay: true }],
    },
  ])
})

test('a replay does not reach a webhook that wants other events', async () => {
  const sandbox = await freshSandbox()
  await registerWebhook(sandbox, { event_types: ['customer.updated'] })
  await createCustomer(sandbox)
  const [{ id }] = toldEvents(sandbox)

  const { status } = await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)

  expect(status).toBe(422)
})

test('a replay to nobody is 422', async () => {
  const sandbox = await freshSandbox()
  const { id: webhook } = await registerWebhook(sandbox)
  await createCustomer(sandbox)
  await sandbox.request('PATCH', `${WEBHOOKS}/${webhook}/toggle`)
  const [{ id }] = toldEvents(sandbox)

  const { status, body } = await sandbox.request('POST', `${WEBHOOKS}/notifications/${id}/replay`)

  expect(status).toBe(422)
  expect(body.msg).toBe('no active webhook to send the notification to')
})

test('a replay of nothing is 404', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', `${WEBHOOKS}/notifications/${UNKNOWN}/replay`)

  expect(status).toBe(404)
})
