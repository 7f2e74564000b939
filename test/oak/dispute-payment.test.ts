import { expect, test } from 'vitest'
import { toldEvents, UNKNOWN } from '../support/oak.ts'
import { PAID, PAYMENTS, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

const control = (id: string) => `/_sandbox/oak/payments/${id}/dispute`

test('a payment that is paid can be disputed, which its merchant is told', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, PAID)

  const { status, body } = await sandbox.request('PUT', control(id), { reason: 'duplicate' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ payment_id: id, status: 'needs_response', reason: 'duplicate', amount: 1500 })
  expect((await transactionNow(sandbox, transaction_id)).status).toBe('disputed')
  expect(toldEvents(sandbox).at(-1)).toMatchObject({
    event: 'payment.disputed',
    category: 'dispute_lifecycle',
    data: { id, status: 'disputed' },
  })
})

test('a dispute is about what has not been refunded', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, { amount: 500 })

  const { body } = await sandbox.request('PUT', control(id), {})

  expect(body.amount).toBe(1000)
})

test('a payment that is not paid cannot be disputed', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox)

  const { status } = await sandbox.request('PUT', control(id), {})

  expect(status).toBe(409)
  expect(toldAfter(sandbox, 1)).toEqual([])
})

test('a payment that does not exist cannot be disputed', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(UNKNOWN), {})

  expect(status).toBe(404)
})
