import { expect, test } from 'vitest'
import { advance, deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const FLUSH = '/_sandbox/webhooks/flush'

test('a flush tries everything that is pending once, without waiting for its time', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  await register(sandbox, NOBODY)
  await trigger(sandbox)
  await sandbox.settled()
  receiver.answer = answering(200)

  const { status, body } = await sandbox.request('POST', FLUSH)

  expect(status).toBe(200)
  expect(body).toEqual({ attempted: 2, delivered: 1, pending: 1, failed: 0 })
  expect(receiver.received).toHaveLength(2)
  expect(sandbox.clock.now().toISOString()).toBe('2026-04-20T12:00:00.000Z')
})

test('a flush takes the place of the attempt that was next', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await advance(sandbox, 10)

  await sandbox.request('POST', FLUSH)

  const { body } = await advance(sandbox, 60)
  expect(body.fired).toEqual([{ at: '2026-04-20T12:01:10.000Z', what: `attempt 3 of delivery ${id}` }])
})

test('with nothing pending a flush does nothing', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', FLUSH)

  expect(body).toEqual({ attempted: 0, delivered: 0, pending: 0, failed: 0 })
})

test('a flush also tries a delivery that only waits to be given up', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await advance(sandbox, 85_000)
  receiver.answer = answering(200)

  const { body } = await sandbox.request('POST', FLUSH)

  expect(body).toEqual({ attempted: 1, delivered: 1, pending: 0, failed: 0 })
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered' })
})
