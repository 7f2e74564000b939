import { expect, test } from 'vitest'
import { advance, deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an endpoint that is deleted is gone', async () => {
  const sandbox = await freshSandbox()
  const { id } = await register(sandbox, NOBODY)
  const other = await register(sandbox, NOBODY)
  const path = `/_sandbox/webhooks/endpoints/${id}`

  const { status, body } = await sandbox.request('DELETE', path)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  expect((await sandbox.request('GET', path)).status).toBe(404)
  expect((await sandbox.request('DELETE', path)).status).toBe(404)
  const { body: left } = await sandbox.request('GET', '/_sandbox/webhooks/endpoints')
  expect(left.endpoints).toMatchObject([{ id: other.id }])
})

test('deliveries to a deleted endpoint stay in the log; the pending ones have failed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const endpoint = await register(sandbox, receiver.url)
  const delivered = await trigger(sandbox)
  await sandbox.settled()
  receiver.answer = (response) => response.writeHead(500).end()
  const pending = await trigger(sandbox)
  await sandbox.settled()

  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${endpoint.id}`)

  expect(await deliveryOf(sandbox, delivered.id)).toMatchObject({ status: 'delivered' })
  expect(await deliveryOf(sandbox, pending.id)).toMatchObject({ status: 'failed', nextAttemptAt: null })
  await advance(sandbox, 86_400)
  expect(receiver.received).toHaveLength(2)
})

test('other endpoints keep what is pending for them', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = (response) => response.writeHead(500).end()
  const gone = await register(sandbox, receiver.url)
  const stays = await register(sandbox, receiver.url)
  await trigger(sandbox)
  await sandbox.settled()

  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${gone.id}`)

  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries?status=pending')
  expect(body.deliveries).toMatchObject([{ endpointId: stays.id }])
})
