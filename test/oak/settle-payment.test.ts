import { expect, test } from 'vitest'
import { NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PAID, PAYMENTS, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a payment that is paid can be settled', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, PAID)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/settle`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id, status: 'settled' })
  expect((await transactionNow(sandbox, transaction_id)).status).toBe('settled')
  expect(toldAfter(sandbox, -1)).toEqual(['payment.updated'])
})

test('without a body it is the same', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)

  const { body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/settle`, undefined, {
    headers: { 'content-type': 'application/json' },
  })

  expect(body.data.status).toBe('settled')
})

test('a second time is 400, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/settle`, {})
  const told = toldAfter(sandbox, 0)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/settle`, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, failure_reasons: [{ code: 'invalid_state' }] })
  expect(toldAfter(sandbox, 0)).toEqual(told)
})

test('a payment that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${UNKNOWN}/sandbox/settle`, {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})
