import { expect, test } from 'vitest'
import { NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PAYMENTS, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a payment that is confirmed can be paid', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, ['confirm'])

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/paid`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id, status: 'succeeded' })
  expect((await transactionNow(sandbox, transaction_id)).status).toBe('succeeded')
  expect(toldAfter(sandbox, -1)).toEqual(['payment.succeeded'])
})

test('without a body it is the same', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, ['confirm'])

  const { body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/paid`, undefined, {
    headers: { 'content-type': 'application/json' },
  })

  expect(body.data.status).toBe('succeeded')
})

test('a second time is 400, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, ['confirm'])
  await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/paid`, {})
  const told = toldAfter(sandbox, 0)

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/paid`, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, failure_reasons: [{ code: 'invalid_state' }] })
  expect(toldAfter(sandbox, 0)).toEqual(told)
})

test('a payment that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${UNKNOWN}/sandbox/paid`, {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})
