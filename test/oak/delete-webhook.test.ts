import { expect, test } from 'vitest'
import { createCustomer, listedNotifications, registerWebhook, WEBHOOKS } from '../support/oak.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 53: a webhook that is removed is not found afterwards', async () => {
  const sandbox = await freshSandbox()
  const { id } = await registerWebhook(sandbox)

  const { status, body } = await sandbox.request('DELETE', `${WEBHOOKS}/${id}`)

  expect(status).toBe(200)
  expect(body.data).toEqual({ success: true })
  expect((await sandbox.request('GET', `${WEBHOOKS}/${id}`)).status).toBe(404)
  expect((await sandbox.request('GET', WEBHOOKS)).body.data).toEqual([])
})

test('its URL can be registered again', async () => {
  const sandbox = await freshSandbox()
  const { id, url } = await registerWebhook(sandbox)
  await sandbox.request('DELETE', `${WEBHOOKS}/${id}`)

  const { status } = await sandbox.request('POST', WEBHOOKS, { url })

  expect(status).toBe(200)
})

test('what was on its way to it is given up', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const { id } = await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()

  await sandbox.request('DELETE', `${WEBHOOKS}/${id}`)
  await sandbox.clock.advance(3_600_000)

  expect(receiver.received).toHaveLength(1)
  expect((await listedNotifications(sandbox)).notification_list).toMatchObject([{ status: 'dead_lettered' }])
})
