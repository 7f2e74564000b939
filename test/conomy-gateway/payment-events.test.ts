import { expect, test } from 'vitest'
import { register } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { CAMILA, PESOS, TOMAS } from '../support/conomy-gateway.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import {
  A_PAYER,
  CAMILAS_NUMBER,
  deposit,
  depositInReview,
  hours,
  listed,
  pay,
  read,
  resolve,
  told,
  uploadPaper,
} from './payments.ts'

const CHANGED = 'transaction.status_changed'

/** What an action tells, in order. */
async function toldBy(sandbox: TestSandbox, action: () => Promise<unknown>) {
  const before = sandbox.messages().length
  await action()
  return sandbox.messages().slice(before)
}

const names = (messages: { event: string }[]): string[] => messages.map(({ event }) => event)

/** The documented payload of an event about a payment that nothing special has happened to. */
const payload = (eventType: string, payment: { id: string }, transaction: object = {}, identity?: object) => ({
  eventType,
  timestamp: '2026-04-20T12:00:00Z',
  transaction: {
    id: payment.id,
    externalId: 'vitawallet:vw-1',
    status: 'CREATED',
    totalAmount: '50000',
    currency: 'ARS',
    type: 'LOCAL_DEPOSIT',
    parentPaymentId: null,
    relatedPaymentId: null,
    customerId: expect.stringMatching(/^[0-9a-f]{24}$/),
    settledAt: null,
    expiredAt: null,
    unsettledAt: null,
    unsettledReason: null,
    settlementBatchId: null,
    documentationStatus: null,
    ...transaction,
  },
  identity: identity ?? { id: '', email: A_PAYER.email },
})

/** Checks that an event is told with its payload, and the change of status beside it with the same. */
function expectTold(messages: { event: string; tenant: string; data: unknown }[], event: string, told: object) {
  const main = messages.find((message) => message.event === event)
  expect(main).toMatchObject({ tenant: 'demo-client', dialect: 'standard' })
  expect(main?.data).toEqual(told)
  expect(messages.filter((message) => message.event === CHANGED)).toContainEqual(
    expect.objectContaining({ data: { ...told, eventType: CHANGED } }),
  )
}

test('row 83: a new deposit is told as a change of status, and as waiting for its assignment', async () => {
  const sandbox = await freshSandbox()
  const messages = await toldBy(sandbox, () => deposit(sandbox))
  const [made] = await listed(sandbox)

  expect(names(messages).toSorted()).toEqual(['purchase.pendingAssignment', CHANGED])
  expectTold(messages, 'purchase.pendingAssignment', payload('purchase.pendingAssignment', made))
})

test('row 83: payment.requiresReview', async () => {
  const sandbox = await freshSandbox()
  const messages = await toldBy(sandbox, () => depositInReview(sandbox))
  const [made] = await listed(sandbox)

  const change = { status: 'REQUIRES_REVIEW', totalAmount: '1500000', documentationStatus: 'PENDING_UPLOAD' }
  expect(names(messages)).toEqual(['payment.requiresReview', CHANGED])
  expectTold(messages, 'payment.requiresReview', payload('payment.requiresReview', made, change))
})

test('row 83: payment.reviewApproved, with payment.reviewResolved, customer.levelChanged and what now waits', async () => {
  const sandbox = await freshSandbox()
  const made = await depositInReview(sandbox)
  await uploadPaper(sandbox, made.id)

  const messages = await toldBy(sandbox, () => resolve(sandbox, made.id, 'APPROVED'))

  const change = { status: 'CAPTURED', totalAmount: '1500000', documentationStatus: 'APPROVED' }
  expect(names(messages)).toEqual([
    'customer.levelChanged',
    'payment.reviewApproved',
    CHANGED,
    'Transaction.Captured',
    'payment.reviewResolved',
    'purchase.pendingAssignment',
  ])
  expectTold(messages, 'payment.reviewApproved', payload('payment.reviewApproved', made, change))
  expect(messages[4]?.data).toEqual(payload('payment.reviewResolved', made, change))
  expect(messages[0]?.data).toEqual({
    eventType: 'customer.levelChanged',
    timestamp: '2026-04-20T12:00:00Z',
    customer: {
      id: made.customerId,
      clientId: 'demo-client',
      firstName: 'Luz',
      lastName: 'Paz',
      email: A_PAYER.email,
      documentNumber: A_PAYER.documentNumber,
      operationLevel: 'BASIC',
      autoCreated: true,
      documentsCount: 1,
    },
  })
})

test('row 83: payment.reviewRejected, with payment.reviewResolved and payment.refund.created', async () => {
  const sandbox = await freshSandbox()
  const made = await depositInReview(sandbox)

  const messages = await toldBy(sandbox, () => resolve(sandbox, made.id, 'REJECTED'))

  const change = { status: 'FAILED', totalAmount: '1500000', documentationStatus: 'REJECTED' }
  const refund = { type: 'REFUND', status: 'RECEIVED', parentPaymentId: made.id, externalId: 'refund:vitawallet:vw-1' }
  const [child] = await listed(sandbox, '?type=REFUND')
  expect(names(messages).filter((event) => !event.startsWith('Transaction.'))).toEqual([
    'payment.reviewRejected',
    CHANGED,
    'payment.reviewResolved',
    'payment.refund.created',
    CHANGED,
  ])
  expectTold(messages, 'payment.reviewRejected', payload('payment.reviewRejected', made, change))
  expectTold(
    messages,
    'payment.refund.created',
    payload('payment.refund.created', child, { ...refund, totalAmount: '1500000' }),
  )
})

test('row 83: payment.settled, of an identity from then on', async () => {
  const sandbox = await freshSandbox()
  const made = await deposit(sandbox)

  const messages = await toldBy(sandbox, () =>
    sandbox.request('POST', `/conomy/payments/${made.id}/assign`, { accountId: PESOS }),
  )

  const change = { status: 'SETTLED', settledAt: '2026-04-20T12:00:00Z' }
  const identity = { id: TOMAS, email: 'tomas.ferreyra@example.com' }
  expect(names(messages)).toEqual(['payment.settled', CHANGED])
  expectTold(messages, 'payment.settled', payload('payment.settled', made, change, identity))
})

test.each([
  ['50001', 'purchase.underpaid'],
  ['49999', 'purchase.overpaid'],
])('%s expected is told as %s beside payment.settled', async (expectedAmount, event) => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const messages = await toldBy(sandbox, () =>
    sandbox.request('POST', `/conomy/payments/${id}/assign`, { accountId: PESOS, expectedAmount }),
  )

  expect(names(messages)).toEqual(['payment.settled', CHANGED, event])
  expect(messages[2]?.data).toMatchObject({ eventType: event, transaction: { id, status: 'SETTLED' } })
})

test('row 83: payment.expired, with payment.refund.created', async () => {
  const sandbox = await freshSandbox()
  const made = await deposit(sandbox)

  const messages = await toldBy(sandbox, () => sandbox.clock.advance(hours(48)))

  const at = '2026-04-22T12:00:00Z'
  expect(names(messages).filter((event) => !event.startsWith('Transaction.'))).toEqual([
    'payment.expired',
    CHANGED,
    'payment.refund.created',
    CHANGED,
  ])
  const expired = { ...payload('payment.expired', made, { status: 'EXPIRED', expiredAt: at }), timestamp: at }
  expectTold(messages, 'payment.expired', expired)
})

test('row 83: payment.failed, of a payment that was to be paid by an identity', async () => {
  const sandbox = await freshSandbox()
  const made = await pay(sandbox, { externalId: 'order-1', identityId: CAMILA, accountNumber: CAMILAS_NUMBER })

  const messages = await toldBy(sandbox, () => sandbox.request('POST', `/_sandbox/conomy/payments/${made.id}/fail`))

  expect(names(messages)).toEqual(['payment.failed', CHANGED, 'Transaction.Failed'])
  const change = {
    externalId: 'order-1',
    status: 'FAILED',
    totalAmount: '5000',
    currency: 'CLP',
    type: 'TOPUP_ACCOUNT',
    customerId: null,
  }
  const identity = { id: CAMILA, email: 'camila.soto@example.com' }
  expectTold(messages, 'payment.failed', payload('payment.failed', made, change, identity))
})

test('row 83: payment.refund.settled', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${id}/fail`)
  const [refund] = await listed(sandbox, '?type=REFUND')

  const messages = await toldBy(sandbox, () => sandbox.request('POST', `/_sandbox/conomy/payments/${refund.id}/settle`))

  const change = {
    externalId: 'refund:vitawallet:vw-1',
    type: 'REFUND',
    status: 'SETTLED',
    parentPaymentId: id,
    settledAt: '2026-04-20T12:00:00Z',
  }
  expect(names(messages)).toEqual(['payment.refund.settled', CHANGED])
  expectTold(messages, 'payment.refund.settled', payload('payment.refund.settled', refund, change))
})

test('row 83: statuses without an event of their own are told as changes, each once', async () => {
  const sandbox = await freshSandbox()
  const created = await toldBy(sandbox, () => pay(sandbox))
  const [{ id }] = await listed(sandbox)

  const captured = await toldBy(sandbox, () => sandbox.request('POST', `/conomy/payments/${id}/captured`))
  const received = await toldBy(sandbox, () => sandbox.request('POST', '/conomy/payments/received', { id }))

  expect(names(created)).toEqual([CHANGED])
  expect(names(captured)).toEqual([CHANGED, 'Transaction.Captured'])
  expect(names(received)).toEqual([CHANGED, 'Transaction.Received'])
  expect(created[0]?.data).toMatchObject({ transaction: { status: 'CREATED' } })
  expect(captured[0]?.data).toMatchObject({ transaction: { status: 'CAPTURED' } })
  expect(received[0]?.data).toMatchObject({ transaction: { status: 'RECEIVED' } })
})

test('a purchase is told as attempted', async () => {
  const sandbox = await freshSandbox()

  const messages = await toldBy(sandbox, () => pay(sandbox, { type: 'PURCHASE', origins: [{ type: 'CARD' }] }))

  expect(names(messages)).toEqual(['purchase.attempted', CHANGED])
  expect(messages[0]?.data).toMatchObject({ eventType: 'purchase.attempted', transaction: { type: 'PURCHASE' } })
})

test("events go to the payment's own tenant, whoever caused them", async () => {
  const sandbox = await freshSandbox()
  const demo = await startReceiver()
  const other = await startReceiver()
  await register(sandbox, demo.url)
  await register(sandbox, other.url, { tenant: 'other-client' })

  const { id } = await deposit(sandbox, { clientId: 'other-client' })
  await sandbox.request('POST', `/_sandbox/conomy/payments/${id}/fail`)
  await sandbox.settled()

  expect(demo.received).toEqual([])
  expect(other.received.map(({ body }) => JSON.parse(body).eventType)).toContain('payment.failed')
})

test('what is refused tells nobody', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'new@example.com', operationLevel: 'INACTIVE' })
  const before = told(sandbox)

  const { status } = await sandbox.request('POST', '/conomy/payments', { type: 'P2P', customerId: id })

  expect(status).toBe(400)
  expect(told(sandbox)).toEqual(before)
})

test('what a webhook says of a payment is what the API says of it', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const payment = await read(sandbox, id)

  const data: any = sandbox.messages()[0]?.data
  const { unsettledAt, unsettledReason, settlementBatchId, ...shared } = data.transaction
  expect([unsettledAt, unsettledReason, settlementBatchId]).toEqual([null, null, null])
  expect(payment).toMatchObject(shared)
  expect(data.timestamp).toBe(payment.updatedAt)
})
