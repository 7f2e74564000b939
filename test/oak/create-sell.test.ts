import { expect, test } from 'vitest'
import { JOAOS_PIX, toldEvents, UNKNOWN } from '../support/oak.ts'
import { A_SALE, begun, newTransactions, SALES, STEP } from '../support/oak-movements.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a sale has succeeded a second later', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', SALES, A_SALE)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    type: 'sell',
    status: 'processing',
    destination: { currency: 'brl', payment_method: { id: JOAOS_PIX, type: 'pix' } },
  })
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'sell.succeeded', category: 'sell_lifecycle', data: { id: body.data.id, status: 'succeeded' } },
  ])
})

test('a sale that is to fail says why, once', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', '/_sandbox/oak/transactions/next', { type: 'sell', error: 'No buyer' })
  await begun(sandbox, SALES, A_SALE)
  await begun(sandbox, SALES, A_SALE)

  await sandbox.clock.advance(STEP)

  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'sell.failed', data: { failure_reasons: [{ message: 'No buyer' }] } },
    { event: 'sell.succeeded', data: { failure_reasons: null } },
  ])
})

test.each([
  ['no source', { source: undefined }, 422],
  ['a payment method that is not there', { destination: { payment_method: { id: UNKNOWN } } }, 404],
])('a sale with %s is refused, and nothing is stored', async (_, more, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', SALES, { ...A_SALE, ...more })

  expect(status).toBe(expected)
  expect(await newTransactions(sandbox)).toEqual([])
})
