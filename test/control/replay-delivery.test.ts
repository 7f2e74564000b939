import { expect, test } from 'vitest'
import { advance, deliveryOf, register, trigger } from '../delivery/webhooks.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const replay = (sandbox: TestSandbox, id: string) =>
  sandbox.request('POST', `/_sandbox/webhooks/deliveries/${id}/replay`)

test('a delivery that was made can be made again: the same id, the same bytes, at once', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const { status, body } = await replay(sandbox, id)

  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'delivered', attempts: [{ number: 1 }, { number: 2, error: null }] })
  expect(receiver.received).toHaveLength(2)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
  expect(sandbox.messages()).toHaveLength(1)
})

test('a replay that fails is retried on a schedule of its own', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await advance(sandbox, 90_000)
  const before = await deliveryOf(sandbox, id)

  const { body } = await replay(sandbox, id)
  await advance(sandbox, 90)

  expect(before).toMatchObject({ status: 'failed' })
  expect(body).toMatchObject({ status: 'pending', nextAttemptAt: '2026-04-21T13:00:30.000Z' })
  const { attempts }: { attempts: { at: string; number: number }[] } = await deliveryOf(sandbox, id)
  expect(attempts.slice(-3)).toMatchObject([
    { number: 31, at: '2026-04-21T13:00:00.000Z' },
    { number: 32, at: '2026-04-21T13:00:30.000Z' },
    { number: 33, at: '2026-04-21T13:01:30.000Z' },
  ])
})

test('a replay of a pending delivery takes the place of its next attempt', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  receiver.answer = answering(200)

  await replay(sandbox, id)

  const { body } = await advance(sandbox, 86_400)
  expect(body.fired).toEqual([])
  expect(receiver.received).toHaveLength(2)
})

test('of many attempts the last fifty are kept', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  for (let times = 0; times < 55; times++) await replay(sandbox, id)

  const { attempts }: { attempts: { number: number }[] } = await deliveryOf(sandbox, id)
  expect(attempts.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 7))
})

test('a delivery whose endpoint is gone cannot be replayed, and stays what it was', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const endpoint = await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${endpoint.id}`)

  const { status } = await replay(sandbox, id)

  expect(status).toBe(409)
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered', attempts: [{ number: 1 }] })
})

test('a delivery that does not exist cannot be replayed', async () => {
  const sandbox = await freshSandbox()

  expect((await replay(sandbox, 'dlv_nobody')).status).toBe(404)
})
