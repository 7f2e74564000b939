import { expect, test } from 'vitest'
import { toldEvents, UNKNOWN } from '../support/oak.ts'
import { A_BUY, BUYS, begun, newTransactions, STEP } from '../support/oak-movements.ts'
import { transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a purchase waits, is complete, and has succeeded, a second after each other', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', BUYS, A_BUY)
  await sandbox.clock.advance(STEP)
  const between = await transactionNow(sandbox, body.data.id)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    type: 'buy',
    status: 'awaiting_confirmation',
    source: { amount: 100, currency: 'usd' },
    destination: { currency: 'usdc' },
  })
  expect(between.status).toBe('completed')
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'buy.awaiting_confirmation', category: 'buy_lifecycle', data: { status: 'awaiting_confirmation' } },
    { event: 'buy.completed', data: { id: body.data.id, status: 'completed' } },
    { event: 'buy.succeeded', data: { id: body.data.id, status: 'succeeded' } },
  ])
})

test('both steps are done when the clock jumps over them', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, BUYS, A_BUY)

  await sandbox.clock.advance(60_000)

  expect(await transactionNow(sandbox, id)).toMatchObject({ status: 'succeeded', type: 'buy' })
})

test('a purchase that is to fail does so where it would have gone on', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', '/_sandbox/oak/transactions/next', { type: 'buy', error: 'No money came' })
  await begun(sandbox, BUYS, A_BUY)

  await sandbox.clock.advance(60_000)

  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'buy.awaiting_confirmation' },
    { event: 'transaction.updated', data: { type: 'buy', status: 'failed' } },
  ])
})

test.each([
  ['no provider', { provider: undefined }, 422],
  ['a destination currency that is none', { destination: { currency: '$' } }, 422],
  ['a customer who is not there', { destination: { customer: { id: UNKNOWN } } }, 404],
])('a purchase with %s is refused, and nothing is stored', async (_, more, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', BUYS, { ...A_BUY, ...more })

  expect(status).toBe(expected)
  expect(await newTransactions(sandbox)).toEqual([])
  expect(sandbox.messages()).toEqual([])
})
