import { expect, test } from 'vitest'
import { UNKNOWN } from '../support/oak.ts'
import { DISPUTES, disputeOfPaid, PAID, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const decide = (sandbox: TestSandbox, id: string, status: unknown) =>
  sandbox.request('PUT', `/_sandbox/oak/disputes/${id}/outcome`, { status })

test('a dispute that is won gives the money back, and the payment has succeeded again', async () => {
  const sandbox = await freshSandbox()
  const { id, payment_id } = await disputeOfPaid(sandbox)
  await sandbox.request('PUT', `${DISPUTES}/${id}/submit`, {})

  const { status, body } = await decide(sandbox, id, 'won')

  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'won' })
  expect(toldAfter(sandbox, -3)).toEqual([
    'payment.dispute.closed',
    'payment.dispute.funds_reinstated',
    'payment.updated',
  ])
  expect((await transactionNow(sandbox, payment_id)).status).toBe('succeeded')
})

test.each([
  ['captured', ['confirm', 'capture'], { capture_method: 'manual' }],
  ['settled', [...PAID, 'sandbox/settle'], {}],
])('a payment that was %s is so again when its dispute is won', async (status, steps, source) => {
  const sandbox = await freshSandbox()
  const payment = await paymentAfter(sandbox, steps, source)
  const { body: dispute } = await sandbox.request('PUT', `/_sandbox/oak/payments/${payment.id}/dispute`, {})

  await decide(sandbox, dispute.id, 'won')

  expect(payment.status).toBe(status)
  expect((await transactionNow(sandbox, payment.id)).status).toBe(status)
})

test('a dispute that is lost takes the money, and the payment stays disputed', async () => {
  const sandbox = await freshSandbox()
  const { id, payment_id } = await disputeOfPaid(sandbox)

  const { body } = await decide(sandbox, id, 'lost')

  expect(body.status).toBe('lost')
  expect(toldAfter(sandbox, -2)).toEqual(['payment.dispute.closed', 'payment.dispute.funds_withdrawn'])
  expect((await transactionNow(sandbox, payment_id)).status).toBe('disputed')
})

test('a second time it is 409, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await disputeOfPaid(sandbox)
  await decide(sandbox, id, 'won')
  const told = toldAfter(sandbox, 0)

  const { status } = await decide(sandbox, id, 'lost')

  expect(status).toBe(409)
  expect(toldAfter(sandbox, 0)).toEqual(told)
})

test.each([undefined, 'draw'])('%j is no outcome', async (outcome) => {
  const sandbox = await freshSandbox()
  const { id } = await disputeOfPaid(sandbox)

  const { status } = await decide(sandbox, id, outcome)

  expect(status).toBe(400)
})

test('a dispute that is not there cannot be decided', async () => {
  const sandbox = await freshSandbox()

  const { status } = await decide(sandbox, UNKNOWN, 'won')

  expect(status).toBe(404)
})
