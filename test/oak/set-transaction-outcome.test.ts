import { expect, test } from 'vitest'
import { UNKNOWN } from '../support/oak.ts'
import {
  A_BUY,
  A_PAYOUT,
  A_SALE,
  A_TRANSFER,
  BUYS,
  begun,
  dollarsOf,
  outcome,
  PAYOUTS,
  SALES,
  STEP,
  TRANSFERS,
} from '../support/oak-movements.ts'
import { PAID, PAYMENTS, paymentAfter, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['transfer', TRANSFERS, A_TRANSFER, 'transfer.succeeded', 'transfer.failed'],
  ['payout', PAYOUTS, A_PAYOUT, 'payout.succeeded', 'transaction.updated'],
  ['sale', SALES, A_SALE, 'sell.succeeded', 'sell.failed'],
] as const)('an operator lets a %s succeed or fail before its time', async (_, path, body, good, bad) => {
  const sandbox = await freshSandbox()
  const [one, two] = [await begun(sandbox, path, body), await begun(sandbox, path, body)]

  const succeeded = await outcome(sandbox, one.id, { status: 'succeeded' })
  const failed = await outcome(sandbox, two.id, { status: 'failed', error: 'Account closed' })
  await sandbox.clock.advance(STEP)

  expect(succeeded.body).toMatchObject({ id: one.id, status: 'succeeded', failure_reasons: null })
  expect(failed.body).toMatchObject({
    id: two.id,
    status: 'failed',
    failure_reasons: [{ code: 'provider_rejected', message: 'Account closed', fields: [], endorsement: null }],
  })
  expect(toldAfter(sandbox, 0)).toEqual([good, bad])
})

test('a purchase succeeds all the way', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, BUYS, A_BUY)

  await outcome(sandbox, id, { status: 'succeeded' })
  await sandbox.clock.advance(60_000)

  expect(toldAfter(sandbox, 0)).toEqual(['buy.awaiting_confirmation', 'buy.completed', 'buy.succeeded'])
})

test('what a payout has taken comes back when it fails', async () => {
  const sandbox = await freshSandbox()
  const had = await dollarsOf(sandbox)
  const { id } = await begun(sandbox, PAYOUTS, A_PAYOUT)

  await outcome(sandbox, id, { status: 'failed' })

  expect(await dollarsOf(sandbox)).toBe(had)
})

test('a payment that is not paid yet can fail, by its own id too', async () => {
  const sandbox = await freshSandbox()
  const { id, transaction_id } = await paymentAfter(sandbox, ['confirm'])

  const { status, body } = await outcome(sandbox, id, { status: 'failed', error: 'The card was declined' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: transaction_id, payment_id: id, status: 'failed' })
  expect(toldAfter(sandbox, -1)).toEqual(['payment.failed'])
  expect((await transactionNow(sandbox, transaction_id)).failure_reasons).toMatchObject([
    { message: 'The card was declined' },
  ])
  const paid = await sandbox.request('POST', `${PAYMENTS}/${id}/sandbox/paid`, {})
  expect(paid.status).toBe(400)
})

test('a payment that is confirmed can succeed', async () => {
  const sandbox = await freshSandbox()
  const { transaction_id } = await paymentAfter(sandbox, ['confirm'])

  const { body } = await outcome(sandbox, transaction_id, { status: 'succeeded' })

  expect(body.status).toBe('succeeded')
  expect(toldAfter(sandbox, -1)).toEqual(['payment.succeeded'])
})

test('what is decided is 409, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)
  await sandbox.clock.advance(STEP)

  const { status, body } = await outcome(sandbox, id, { status: 'failed' })

  expect(status).toBe(409)
  expect(body).toMatchObject({ detail: 'A transfer that is succeeded is decided' })
  expect(toldAfter(sandbox, 1)).toEqual([])
})

test('a refund is 409', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await sandbox.request('POST', `${PAYMENTS}/${id}/refund`, {})
  const { body } = await sandbox.request('GET', '/oak/api/v1/transactions?type_list=refund')

  const { status } = await outcome(sandbox, body.data.transaction_list[0].id, { status: 'failed' })

  expect(status).toBe(409)
})

test('nothing can be decided that is not there', async () => {
  const sandbox = await freshSandbox()

  const { status } = await outcome(sandbox, UNKNOWN, { status: 'failed' })

  expect(status).toBe(404)
})

test.each([{}, { status: 'lost' }, { status: 'failed', error: ' ' }])('%j is no outcome', async (body) => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const { status } = await outcome(sandbox, id, body)

  expect(status).toBe(400)
  expect((await transactionNow(sandbox, id)).status).toBe('processing')
})
