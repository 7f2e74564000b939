import { expect, test } from 'vitest'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { NOBODY, register, trigger } from './webhooks.ts'

test('row 83: a change of a payment is also sent as transaction.status_changed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)

  const { event, others } = await trigger(sandbox, { event: 'payment.settled' })
  await sandbox.settled()

  expect(event).toBe('payment.settled')
  expect(others).toHaveLength(1)
  expect(sandbox.messages().map((message) => message.event)).toEqual(['payment.settled', 'transaction.status_changed'])
  const payloads = receiver.received.map(({ body }) => JSON.parse(body))
  expect(payloads.map(({ eventType }) => eventType).sort()).toEqual(['payment.settled', 'transaction.status_changed'])
  expect(payloads[0].transaction).toEqual(payloads[1].transaction)
  expect(payloads[0].transaction).toMatchObject({ status: 'SETTLED' })
})

test('transaction.status_changed itself is sent once', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)

  const { others } = await trigger(sandbox, { event: 'transaction.status_changed' })

  expect(others).toEqual([])
  expect(sandbox.messages()).toHaveLength(1)
})

test('an event that changes no payment has no companion', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)

  const levelChanged = await trigger(sandbox, { event: 'customer.levelChanged' })
  const resolved = await trigger(sandbox, { event: 'payment.reviewResolved' })

  expect([levelChanged.others, resolved.others]).toEqual([[], []])
})
