import { expect, test } from 'vitest'
import { NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PAID, PAYMENTS, paymentAfter, TRANSACTIONS, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a payment that is paid is refunded as a whole', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, PAID)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id, status: 'refunded' })
  expect((await transactionNow(sandbox, transaction_id)).status).toBe('refunded')
  expect(toldAfter(sandbox, -1)).toEqual(['payment.refunded'])
})

test('without a body it is the same', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)

  const { body } = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, undefined, {
    headers: { 'content-type': 'application/json' },
  })

  expect(body.data.status).toBe('refunded')
})

test('a second time is 400, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})
  const told = toldAfter(sandbox, 0)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, failure_reasons: [{ code: 'invalid_state' }] })
  expect(toldAfter(sandbox, 0)).toEqual(told)
})

test('a payment that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${UNKNOWN}/refund`, {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test('a refund in two parts is two transactions, and the payment is refunded with the second', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  const part = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, { amount: 500 })

  const rest = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})

  expect(part.body.data).toMatchObject({ status: 'succeeded', refunded_amount: 500 })
  expect(rest.body.data).toMatchObject({ status: 'refunded', refunded_amount: 1500 })
  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?type_list=refund`)
  expect(body.data.transaction_list).toMatchObject([
    { payment_id: id, source: { amount: 1000 } },
    { payment_id: id, source: { amount: 500 } },
  ])
  expect(toldAfter(sandbox, 3)).toEqual([
    'payment.refund.created',
    'refund.succeeded',
    'payment.updated',
    'payment.refund.created',
    'refund.succeeded',
    'payment.refunded',
  ])
})

test.each([0, 1501, '5'])('a refund of %j is 400, and nothing is given back', async (amount) => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, { amount })

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ fields: ['amount'] }])
  expect(toldAfter(sandbox, 3)).toEqual([])
})
