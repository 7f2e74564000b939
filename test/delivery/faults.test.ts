import { expect, test } from 'vitest'
import { plant } from '../control/faults.ts'
import { freshFolder } from '../support/folder.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { advance, deliveryOf, register, trigger } from './webhooks.ts'

const LEVEL = { webhook: true, event: 'customer.levelChanged' }

/** A sandbox with an endpoint that answers 200. */
async function listening(options: { data?: string } = {}) {
  const sandbox = await freshSandbox(options)
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  const events = () => receiver.received.map(({ body }) => JSON.parse(body).eventType as string)
  return { sandbox, receiver, events }
}

test('a lost attempt counts as failed, reaches nobody, and is made again at its time', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'drop', times: 1 })
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  const lost = await deliveryOf(sandbox, id)
  const before = receiver.received.length

  await advance(sandbox, 30)

  expect(before).toBe(0)
  expect(lost).toMatchObject({ status: 'pending', attempts: [{ status: null, error: 'lost by fault flt_1' }] })
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'delivered',
    attempts: [{}, { number: 2, status: 200 }],
  })
  expect(receiver.received).toHaveLength(1)
})

test('an endpoint can be taken to have answered a status, without being asked', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { webhook: true, vendor: 'conomy', status: 503 })

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'pending',
    attempts: [{ status: 503, error: 'the endpoint answered 503' }],
  })
  expect(receiver.received).toEqual([])
})

test('a duplicate is sent twice, byte for byte, and is delivered once', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'duplicate' })

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const [first, second] = receiver.received
  expect(receiver.received).toHaveLength(2)
  expect(second?.body).toBe(first?.body)
  expect(second?.headers['x-webhook-signature']).toBe(first?.headers['x-webhook-signature'])
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered', attempts: [{ number: 1 }, { number: 2 }] })
})

test('a delay is on the clock of the sandbox, and only once', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { ...LEVEL, delay: 90_000 })
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  const waiting = await deliveryOf(sandbox, id)
  await advance(sandbox, 89)
  const early = receiver.received.length

  const { body } = await advance(sandbox, 1)

  expect(waiting).toMatchObject({ status: 'pending', attempts: [], nextAttemptAt: '2026-04-20T12:01:30.000Z' })
  expect(early).toBe(0)
  expect(body.fired).toEqual([{ at: '2026-04-20T12:01:30.000Z', what: `attempt 1 of delivery ${id}` }])
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered' })
})

test('a delay is kept over a restart', async () => {
  const data = await freshFolder()
  const { sandbox, receiver } = await listening({ data })
  await plant(sandbox, { ...LEVEL, delay: 90_000 })
  await trigger(sandbox)
  await sandbox.settled()
  await sandbox.close()
  const again = await freshSandbox({ data })
  await again.settled()
  const early = receiver.received.length

  await advance(again, 90)

  expect(early).toBe(0)
  expect(receiver.received).toHaveLength(1)
})

test('a webhook that is out of order goes after the next one to the same endpoint', async () => {
  const { sandbox, events } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'reorder', times: 1 })
  await trigger(sandbox)
  await sandbox.settled()
  const alone = events()

  await trigger(sandbox, { event: 'payment.reviewResolved' })
  await sandbox.settled()

  expect(alone).toEqual([])
  expect(events()).toEqual(['payment.reviewResolved', 'customer.levelChanged'])
})

test('a webhook that waits for another one goes after a minute, when there is none', async () => {
  const { sandbox, events } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'reorder' })
  await trigger(sandbox)
  await sandbox.settled()
  await advance(sandbox, 59)
  const early = events()

  await advance(sandbox, 1)

  expect(early).toEqual([])
  expect(events()).toEqual(['customer.levelChanged'])
})

test('pairs change places, however many are out of order', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'reorder' })
  const ids: string[] = []
  for (let number = 1; number <= 4; number++) {
    ids.push((await trigger(sandbox, { data: { customer: { firstName: `n${number}` } } })).id)
    await sandbox.settled()
  }

  const names = receiver.received.map(({ body }) => JSON.parse(body).customer.firstName as string)

  expect(names).toEqual(['n2', 'n1', 'n4', 'n3'])
})

test('a flush does not wait for what a fault holds back', async () => {
  const { sandbox, receiver } = await listening()
  await plant(sandbox, { ...LEVEL, delay: 90_000, times: 1 })
  await trigger(sandbox)
  await sandbox.settled()

  const { body } = await sandbox.request('POST', '/_sandbox/webhooks/flush')

  expect(body).toMatchObject({ attempted: 1, delivered: 1 })
  expect(receiver.received).toHaveLength(1)
})

test('other events are left alone, and so are calls', async () => {
  const { sandbox, events } = await listening()
  await plant(sandbox, { ...LEVEL, effect: 'drop' })

  await trigger(sandbox, { event: 'payment.reviewResolved' })
  await sandbox.settled()

  expect(events()).toEqual(['payment.reviewResolved'])
  expect((await sandbox.request('GET', '/conomy/customers?clientId=demo-client')).status).toBe(200)
})
