import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { advance, deliveryOf, register, trigger } from './webhooks.ts'

test('a delivery that failed before a restart is retried after it', async () => {
  const data = await freshFolder()
  const receiver = await startReceiver()
  receiver.answer = answering(503)
  const first = await freshSandbox({ data })
  await register(first, receiver.url)
  const { id } = await trigger(first)
  await first.settled()
  await first.close()
  receiver.answer = answering(200)

  const second = await freshSandbox({ data })
  const before = await deliveryOf(second, id)
  const { body } = await advance(second, 30)

  expect(before).toMatchObject({ status: 'pending', nextAttemptAt: '2026-04-20T12:00:30.000Z', attempts: [{}] })
  expect(body.fired).toEqual([{ at: '2026-04-20T12:00:30.000Z', what: `attempt 2 of delivery ${id}` }])
  expect(await deliveryOf(second, id)).toMatchObject({ id, status: 'delivered', attempts: [{}, { number: 2 }] })
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
})

test('an attempt that a stop cut off is made again after the restart', async () => {
  const data = await freshFolder()
  const receiver = await startReceiver()
  const arrived = new Promise<ServerResponse>((resolve) => {
    receiver.answer = resolve
  })
  const first = await freshSandbox({ data })
  await register(first, receiver.url)
  const { id } = await trigger(first)
  await arrived
  await first.close()
  receiver.answer = answering(200)

  const second = await freshSandbox({ data })
  await second.settled()

  expect(await deliveryOf(second, id)).toMatchObject({ status: 'delivered', attempts: [{ number: 1, status: 200 }] })
  expect(receiver.received).toHaveLength(2)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
})

test('a delivery that was made is not made again after a restart', async () => {
  const data = await freshFolder()
  const receiver = await startReceiver()
  const first = await freshSandbox({ data })
  await register(first, receiver.url)
  await trigger(first)
  await first.settled()
  await first.close()

  const second = await freshSandbox({ data })
  await second.settled()
  await advance(second, 86_400)

  expect(receiver.received).toHaveLength(1)
})

test('a delivery that waits to be given up is given up after a restart', async () => {
  const data = await freshFolder()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const first = await freshSandbox({ data })
  await register(first, receiver.url)
  const { id } = await trigger(first)
  await advance(first, 86_399)
  await first.close()

  const second = await freshSandbox({ data })
  const before = await deliveryOf(second, id)
  await advance(second, 86_400)

  expect(before).toMatchObject({ status: 'pending', nextAttemptAt: null })
  expect(await deliveryOf(second, id)).toMatchObject({ status: 'failed' })
  expect(receiver.received).toHaveLength(30)
})
