import { expect, test } from 'vitest'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'
import { advance, deliveryOf, NOBODY, register, trigger } from './webhooks.ts'

const DAY = 86_400
const EVERY_HOUR = Array.from({ length: 22 }, (_, hour) => 3810 + 3600 * (hour + 1))

const secondsAfterStart = (attempts: { at: string }[]) => attempts.map(({ at }) => (Date.parse(at) - +NOW) / 1000)

test('row 80: a delivery that fails is retried ever more rarely, and given up after 24 hours', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  const started = performance.now()

  await advance(sandbox, DAY - 1)
  const before = await deliveryOf(sandbox, id)
  await advance(sandbox, 1)
  const after = await deliveryOf(sandbox, id)

  expect(performance.now() - started).toBeLessThan(2000)
  expect(before).toMatchObject({ status: 'pending', nextAttemptAt: null })
  expect(after).toMatchObject({ status: 'failed', nextAttemptAt: null })
  expect(secondsAfterStart(after.attempts)).toEqual([0, 30, 90, 210, 450, 930, 1890, 3810, ...EVERY_HOUR])
  expect(secondsAfterStart(after.attempts).at(-1)).toBe(83_010)
  expect(receiver.received).toHaveLength(30)
  for (const attempt of after.attempts)
    expect(attempt).toMatchObject({ status: 500, error: 'the endpoint answered 500' })
})

test('a given-up delivery is not tried again, however long one waits', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  await trigger(sandbox)
  await advance(sandbox, DAY)

  const { body } = await advance(sandbox, 30 * DAY)

  expect(body.fired).toEqual([])
})

test('an endpoint that never answers has failed when the time is up, and is tried again', async () => {
  const sandbox = await freshSandbox({ webhookTimeout: 50 })
  const receiver = await startReceiver()
  receiver.answer = () => undefined
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  const before = await deliveryOf(sandbox, id)
  receiver.answer = answering(200)

  await advance(sandbox, 30)

  expect(before).toMatchObject({
    status: 'pending',
    nextAttemptAt: '2026-04-20T12:00:30.000Z',
    attempts: [{ number: 1, status: null, response: null, error: 'no answer within 0.05 s' }],
  })
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'delivered',
    attempts: [{}, { number: 2, error: null }],
  })
})

test('row 81: any 2xx is enough, and nothing is sent again', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(204)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const { body } = await advance(sandbox, 2 * DAY)

  expect(body.fired).toEqual([])
  expect(receiver.received).toHaveLength(1)
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'delivered',
    nextAttemptAt: null,
    attempts: [{ number: 1, status: 204, error: null }],
  })
})

test('row 82: a retry is the same delivery, byte for byte', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(503)
  await register(sandbox, receiver.url)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  receiver.answer = answering(200)

  await advance(sandbox, 30)

  const [first, second] = receiver.received
  expect(receiver.received).toHaveLength(2)
  expect(second?.body).toBe(first?.body)
  expect(second?.headers['x-webhook-signature']).toBe(first?.headers['x-webhook-signature'])
  expect(await deliveryOf(sandbox, id)).toMatchObject({ id, status: 'delivered', body: first?.body })
  expect(sandbox.messages()).toHaveLength(1)
})

test('a redirect is not followed, and counts as a failure', async () => {
  const sandbox = await freshSandbox()
  const elsewhere = await startReceiver()
  const receiver = await startReceiver()
  receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end()
  await register(sandbox, receiver.url)

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  expect(elsewhere.received).toEqual([])
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'pending',
    attempts: [{ status: 307, error: 'the endpoint answered 307' }],
  })
})

test('an endpoint where nobody listens is a failed attempt that says so', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const { status, attempts } = await deliveryOf(sandbox, id)
  expect(status).toBe('pending')
  expect(attempts).toMatchObject([{ number: 1, url: NOBODY, status: null, response: null }])
  expect(attempts[0].error).toContain('ECONNREFUSED')
})
