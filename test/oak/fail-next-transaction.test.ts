import { expect, test } from 'vitest'
import { A_TRANSFER, begun, dollarsOf, newTransactions, STEP, TRANSFERS } from '../support/oak-movements.ts'
import { PAID, PAYMENTS, paymentAfter, toldAfter } from '../support/oak-payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const failNext = (sandbox: TestSandbox, body: unknown) =>
  sandbox.request('PUT', '/_sandbox/oak/transactions/next', body)

test('the next transfer fails when its time comes, and the one after it does not', async () => {
  const sandbox = await freshSandbox()
  const had = await dollarsOf(sandbox)
  const { status, body } = await failNext(sandbox, { type: 'transfer', error: 'Account closed' })

  const first = await begun(sandbox, TRANSFERS, A_TRANSFER)
  await begun(sandbox, TRANSFERS, A_TRANSFER)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(200)
  expect(body).toEqual({ tenant: 'demo-client', type: 'transfer', error: 'Account closed' })
  expect(first.status).toBe('processing')
  expect(toldAfter(sandbox, 0)).toEqual(['transfer.failed', 'transfer.succeeded'])
  expect(await newTransactions(sandbox)).toMatchObject([
    { status: 'succeeded' },
    { status: 'failed', failure_reasons: [{ message: 'Account closed' }] },
  ])
  expect(await dollarsOf(sandbox)).toBe(had + 5000)
})

test('a transfer that is refused leaves the failure for the next', async () => {
  const sandbox = await freshSandbox()
  await failNext(sandbox, { type: 'transfer', error: 'Account closed' })
  await sandbox.request('POST', TRANSFERS, { ...A_TRANSFER, provider: 'paypal' })
  await begun(sandbox, TRANSFERS, A_TRANSFER)

  await sandbox.clock.advance(STEP)

  expect(toldAfter(sandbox, 0)).toEqual(['transfer.failed'])
})

test('what was said last counts', async () => {
  const sandbox = await freshSandbox()
  await failNext(sandbox, { type: 'transfer', error: 'one' })
  await failNext(sandbox, { type: 'transfer', error: 'two' })
  await begun(sandbox, TRANSFERS, A_TRANSFER)

  await sandbox.clock.advance(STEP)

  expect(await newTransactions(sandbox)).toMatchObject([{ failure_reasons: [{ message: 'two' }] }])
})

test('a transfer of the other merchant is not meant, unless it is named', async () => {
  const sandbox = await freshSandbox()
  const theirs = { ...A_TRANSFER, destination: {} }
  await failNext(sandbox, { type: 'transfer', error: 'one', tenant: 'other-client' })
  await begun(sandbox, TRANSFERS, A_TRANSFER)
  await sandbox.request('POST', TRANSFERS, theirs, { as: 'other' })

  await sandbox.clock.advance(STEP)

  expect(toldAfter(sandbox, 0)).toEqual(['transfer.succeeded', 'transfer.failed'])
})

test('a refund that fails gives nothing back, and the payment stays as it was', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await failNext(sandbox, { type: 'refund', error: 'Too late' })

  const { status, body } = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})
  const again = await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ status: 'succeeded', refunded_amount: 0 })
  expect(again.body.data).toMatchObject({ status: 'refunded', refunded_amount: 1500 })
  expect(toldAfter(sandbox, 3)).toEqual([
    'payment.refund.created',
    'payment.refund.failed',
    'refund.failed',
    'payment.refund.created',
    'refund.succeeded',
    'payment.refunded',
  ])
  const { body: list } = await sandbox.request('GET', '/oak/api/v1/transactions?type_list=refund&status=failed')
  expect(list.data.transaction_list).toMatchObject([{ payment_id: id, failure_reasons: [{ message: 'Too late' }] }])
})

test.each([
  {},
  { type: 'transfer' },
  { type: 'transfer', error: ' ' },
  { type: 'payment', error: 'no' },
  { type: 'transfer', error: 'no', tenant: 'nobody' },
])('%j is nothing to fail with', async (body) => {
  const sandbox = await freshSandbox()

  const { status } = await failNext(sandbox, body)

  expect(status).toBe(400)
})
