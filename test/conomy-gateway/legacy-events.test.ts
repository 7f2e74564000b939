import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { register } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { depositInReview, pay, resolve, uploadPaper } from './payments.ts'

const CHANGED = 'transaction.status_changed'

test('a legacy endpoint gets Transaction.* with the signature in the body, and nothing else', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { dialect: 'legacy', secret: 'a secret of mine' })
  const paid = await pay(sandbox, { externalId: 'order-1' })
  await sandbox.request('POST', `/conomy/payments/${paid.id}/captured`)
  await sandbox.request('POST', '/conomy/payments/received', { id: paid.id })
  await sandbox.request('POST', `/_sandbox/conomy/payments/${paid.id}/settle`)
  const failed = await pay(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${failed.id}/fail`)

  await sandbox.settled()

  const bodies = receiver.received.map(({ body }) => JSON.parse(body))
  expect(bodies.map(({ event }) => event).toSorted()).toEqual([
    'Transaction.Captured',
    'Transaction.Failed',
    'Transaction.Received',
  ])
  expect(bodies.find(({ event }) => event === 'Transaction.Captured')).toEqual({
    event: 'Transaction.Captured',
    data: {
      transaction: {
        id: paid.id,
        purchaseAmount: '5000',
        totalAmount: '5000',
        externalId: 'order-1',
        currency: 'CLP',
        status: 'CAPTURED',
      },
    },
    signature: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  for (const { event, data, signature } of bodies) {
    const compact = JSON.stringify({ event, data })
    expect(createHmac('sha256', 'a secret of mine').update(compact).digest('hex')).toBe(signature)
  }
  for (const { headers } of receiver.received) expect(headers).not.toHaveProperty('x-webhook-signature')
})

test('a legacy endpoint without a secret gets no signature', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { dialect: 'legacy', secret: null })
  const { id } = await pay(sandbox)

  await sandbox.request('POST', `/conomy/payments/${id}/captured`)
  await sandbox.settled()

  const [request] = receiver.received
  expect(Object.keys(JSON.parse(request?.body ?? ''))).toEqual(['event', 'data'])
})

test('a standard endpoint gets no Transaction.*, and its events in the order they were told', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { dialect: 'standard' })
  const { id } = await pay(sandbox)
  await sandbox.settled()
  await sandbox.request('POST', `/conomy/payments/${id}/captured`)
  await sandbox.settled()
  await sandbox.request('POST', '/conomy/payments/received', { id })

  await sandbox.settled()

  const bodies = receiver.received.map(({ body }) => JSON.parse(body))
  expect(bodies.map(({ eventType }) => eventType)).toEqual([CHANGED, CHANGED, CHANGED])
  expect(bodies.map(({ transaction }) => transaction.status)).toEqual(['CREATED', 'CAPTURED', 'RECEIVED'])
})

test('an approved review is one Transaction.Captured, a rejected one Transaction.Failed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { dialect: 'legacy' })
  const approved = await depositInReview(sandbox)
  await uploadPaper(sandbox, approved.id)
  const customer = await createCustomer(sandbox)
  const rejected = await pay(sandbox, { totalAmount: '1000000', customerId: customer.id })

  await resolve(sandbox, approved.id, 'APPROVED')
  await resolve(sandbox, rejected.id, 'REJECTED')
  await sandbox.settled()

  const seen = receiver.received.map(({ body }) => JSON.parse(body))
  expect(seen.map(({ event, data }) => [event, data.transaction.id]).toSorted()).toEqual([
    ['Transaction.Captured', approved.id],
    ['Transaction.Failed', rejected.id],
  ])
})
