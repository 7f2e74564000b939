import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { paymentAfter, TRANSACTIONS } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a transaction is read with its payment', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox)

  const { status, body } = await sandbox.request('GET', `${TRANSACTIONS}/${transaction_id}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id: transaction_id, payment_id: id, provider: 'stripe', source: { amount: 1500 } })
})

test.each([UNKNOWN, 'non-existent-id'])('transaction %s is 404', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${TRANSACTIONS}/${id}`)

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test("another merchant's transaction is 404", async () => {
  const sandbox = await freshSandbox()
  const { transaction_id } = await paymentAfter(sandbox)

  const { status } = await sandbox.request('GET', `${TRANSACTIONS}/${transaction_id}`, undefined, BY_OTHER)

  expect(status).toBe(404)
})
