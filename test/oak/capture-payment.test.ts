import { expect, test } from 'vitest'
import { NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PAYMENTS, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a payment with manual capture is captured by its merchant', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, ['confirm'], { capture_method: 'MANUAL' })

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/capture`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id, status: 'captured' })
  expect((await transactionNow(sandbox, transaction_id)).status).toBe('captured')
  expect(toldAfter(sandbox, -1)).toEqual(['payment.captured'])
})

test('without a body it is the same', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, ['confirm'], { capture_method: 'MANUAL' })

  const { body } = await sandbox.request('POST', `${PAYMENTS}/${id}/capture`, undefined, {
    headers: { 'content-type': 'application/json' },
  })

  expect(body.data.status).toBe('captured')
})

test('a second time is 400, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, ['confirm'], { capture_method: 'MANUAL' })
  await sandbox.request('POST', `${PAYMENTS}/${id}/capture`, {})
  const told = toldAfter(sandbox, 0)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/capture`, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, failure_reasons: [{ code: 'invalid_state' }] })
  expect(toldAfter(sandbox, 0)).toEqual(told)
})

test('a payment that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${UNKNOWN}/capture`, {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test('a payment with automatic capture is not captured by its merchant', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, ['confirm'])

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/capture`, {})

  expect(status).toBe(400)
  expect(body.msg).toBe('A payment that is processing with automatic capture does not allow: capture')
})
