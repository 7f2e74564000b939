import type { ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { advance, deliveryOf, register, trigger } from './webhooks.ts'

type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** Resolves with the open answer to the next request; whoever takes it ends it. */
const nextRequest = (receiver: Receiver) =>
  new Promise<ServerResponse>((resolve) => {
    receiver.answer = resolve
  })

test('a slow endpoint does not hold up another', async () => {
  const sandbox = await freshSandbox()
  const slow = await startReceiver()
  const quick = await startReceiver()
  const held: ServerResponse[] = []
  slow.answer = (response) => void held.push(response)
  const quickGotAll = new Promise<void>((resolve) => {
    quick.answer = (response) => {
      answering(200)(response)
      if (quick.received.length === 20) resolve()
    }
  })
  await register(sandbox, slow.url)
  await register(sandbox, quick.url)

  await Promise.all(Array.from({ length: 20 }, () => trigger(sandbox)))
  await quickGotAll

  expect(held.length).toBeLessThan(20)
  slow.answer = answering(200)
  for (const response of held) answering(200)(response)
  await sandbox.settled()
  expect(slow.received).toHaveLength(20)
})

test('many deliveries under way at once raise no warning', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const warnings: Error[] = []
  const listen = (warning: Error) => void warnings.push(warning)
  process.on('warning', listen)
  onTestFinished(() => void process.off('warning', listen))
  await register(sandbox, receiver.url)
  await register(sandbox, receiver.url)

  await Promise.all(Array.from({ length: 20 }, () => trigger(sandbox)))
  await sandbox.settled()

  expect(receiver.received).toHaveLength(40)
  expect(warnings).toEqual([])
})

test('the API answers while a delivery is under way, and the same delivery cannot be replayed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const request = nextRequest(receiver)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  const response = await request

  const { status, body } = await sandbox.request('POST', `/_sandbox/webhooks/deliveries/${id}/replay`)

  expect(status).toBe(409)
  expect(body.detail).toContain('is being sent')
  answering(200)(response)
  await sandbox.settled()
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered', attempts: [{}] })
})

test('moving the clock waits for the delivery that is under way, so that its retries come on time', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const request = nextRequest(receiver)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  const response = await request
  receiver.answer = answering(500)

  const moved = advance(sandbox, 100)
  await sandbox.request('GET', '/_sandbox/clock')
  answering(500)(response)
  await moved

  const { attempts }: { attempts: { at: string }[] } = await deliveryOf(sandbox, id)
  expect(attempts.map(({ at }) => at)).toEqual([
    '2026-04-20T12:00:00.000Z',
    '2026-04-20T12:00:30.000Z',
    '2026-04-20T12:01:30.000Z',
  ])
})

test('a delivery whose endpoint is deleted while it is under way has failed for good when it fails', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const request = nextRequest(receiver)
  const endpoint = await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  const response = await request

  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${endpoint.id}`)
  answering(500)(response)
  await sandbox.settled()

  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'failed', nextAttemptAt: null })
})

test('a delivery from before a reset is not taken for one from after it', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await sandbox.reset()
  const request = nextRequest(receiver)
  await register(sandbox, receiver.url)
  await trigger(sandbox, { event: 'payment.expired' })
  const response = await request
  receiver.answer = answering(200)

  await sandbox.reset()
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox, { event: 'customer.levelChanged' })
  answering(200)(response)
  await sandbox.settled()

  const { status, body } = await deliveryOf(sandbox, id)
  expect(status).toBe('delivered')
  expect(JSON.parse(body)).toMatchObject({ eventType: 'customer.levelChanged' })
  expect(receiver.received.map((received) => JSON.parse(received.body).eventType)).toContain('customer.levelChanged')
})
