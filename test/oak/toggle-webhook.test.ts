import { expect, test } from 'vitest'
import { createCustomer, registerWebhook, WEBHOOKS } from '../support/oak.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 52: two toggles switch a webhook off and on again', async () => {
  const sandbox = await freshSandbox()
  const { secret: _, ...webhook } = await registerWebhook(sandbox)

  const off = await sandbox.request('PATCH', `${WEBHOOKS}/${webhook.id}/toggle`)
  const on = await sandbox.request('PATCH', `${WEBHOOKS}/${webhook.id}/toggle`)

  expect(off.body.data).toEqual({ ...webhook, is_active: false })
  expect(on.body.data).toEqual(webhook)
})

test('row 52: while a webhook is off, it gets nothing', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { id } = await registerWebhook(sandbox, { url: receiver.url })
  await sandbox.request('PATCH', `${WEBHOOKS}/${id}/toggle`)

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(receiver.received).toEqual([])
})

test('row 52: what failed before a webhook was switched off is not sent again until it is on', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const { id } = await registerWebhook(sandbox, { url: receiver.url })
  await createCustomer(sandbox)
  await sandbox.settled()
  await sandbox.request('PATCH', `${WEBHOOKS}/${id}/toggle`)
  receiver.answer = answering(200)

  await sandbox.clock.advance(5 * 60_000)
  const whileOff = receiver.received.length
  await sandbox.request('PATCH', `${WEBHOOKS}/${id}/toggle`)
  await sandbox.clock.advance(10 * 60_000)

  expect(whileOff).toBe(1)
  expect(receiver.received).toHaveLength(2)
})

test('row 9: an empty body with a JSON type is taken', async () => {
  const sandbox = await freshSandbox()
  const { id } = await registerWebhook(sandbox)
  const headers = { 'content-type': 'application/json' }

  const { status } = await sandbox.request('PATCH', `${WEBHOOKS}/${id}/toggle`, undefined, { headers })

  expect(status).toBe(200)
})
