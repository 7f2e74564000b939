import { expect, test } from 'vitest'
import { deliveryOf, register, trigger } from '../delivery/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a delivery shows what was sent, what came back and when', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = (response) => response.writeHead(202).end('thank you')
  const endpoint = await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const { status, body } = await sandbox.request('GET', `/_sandbox/webhooks/deliveries/${id}`)

  expect(status).toBe(200)
  expect(body).toEqual({
    id: expect.stringMatching(/^dlv_[0-9a-f]{24}$/),
    messageId: expect.stringMatching(/^msg_[0-9a-f]{24}$/),
    vendor: 'conomy',
    tenant: 'demo-client',
    event: 'customer.levelChanged',
    endpointId: endpoint.id,
    url: receiver.url,
    status: 'delivered',
    createdAt: '2026-04-20T12:00:00.000Z',
    nextAttemptAt: null,
    body: receiver.received[0]?.body,
    attempts: [
      {
        number: 1,
        at: '2026-04-20T12:00:00.000Z',
        url: receiver.url,
        headers: {
          'content-type': 'application/json',
          'x-webhook-signature': receiver.received[0]?.headers['x-webhook-signature'],
        },
        status: 202,
        response: 'thank you',
        durationMs: expect.any(Number),
        error: null,
      },
    ],
  })
})

test('a delivery that was not tried yet has no body and no attempts', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)

  const { id, ...queued } = await trigger(sandbox)

  expect(queued).toMatchObject({
    status: 'pending',
    nextAttemptAt: '2026-04-20T12:00:00.000Z',
    body: null,
    attempts: [],
  })
  await sandbox.settled()
  expect(await deliveryOf(sandbox, id)).toMatchObject({ attempts: [{}] })
})

test('a delivery that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries/dlv_nobody')

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no delivery dlv_nobody')
})
