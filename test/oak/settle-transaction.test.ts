import { expect, test } from 'vitest'
import { NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PAID, paymentAfter, TRANSACTIONS, toldAfter } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a transaction that is paid is settled, with its payment', async () => {
  const sandbox = await freshSandbox()
  const { transaction_id } = await paymentAfter(sandbox, PAID)

  const { status, body } = await sandbox.request('PATCH', `${TRANSACTIONS}/${transaction_id}/settle`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id: transaction_id, status: 'settled' })
  expect(toldAfter(sandbox, 3)).toEqual(['payment.updated'])
})

test('a transaction that is not paid is not settled', async () => {
  const sandbox = await freshSandbox()
  const { transaction_id } = await paymentAfter(sandbox)

  const { status, body } = await sandbox.request('PATCH', `${TRANSACTIONS}/${transaction_id}/settle`, {})

  expect(status).toBe(400)
  expect(body.msg).toBe('A payment that is awaiting_confirmation does not allow: settle')
})

test('a refund is not settled', async () => {
  const sandbox = await freshSandbox()
  await paymentAfter(sandbox, [...PAID, 'refund'])
  const { body: found } = await sandbox.request('GET', `${TRANSACTIONS}?type_list=refund`)

  const { status } = await sandbox.request('PATCH', `${TRANSACTIONS}/${found.data.transaction_list[0].id}/settle`, {})

  expect(status).toBe(400)
})

test('a transaction that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `${TRANSACTIONS}/${UNKNOWN}/settle`, {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})
