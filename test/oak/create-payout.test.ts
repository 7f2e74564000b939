import { expect, test } from 'vitest'
import { toldEvents } from '../support/oak.ts'
import { A_PAYOUT, begun, dollarsOf, newTransactions, PAYOUTS, STEP } from '../support/oak-movements.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a payout takes the amount at once, and has succeeded a second later', async () => {
  const sandbox = await freshSandbox()
  const had = await dollarsOf(sandbox)

  const { status, body } = await sandbox.request('POST', PAYOUTS, A_PAYOUT)
  const between = await dollarsOf(sandbox)
  await sandbox.clock.advance(STEP)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    type: 'payout',
    status: 'processing',
    destination: { payment_method: { ...A_PAYOUT.destination.payment_method, type: 'bank' } },
  })
  expect([between, await dollarsOf(sandbox)]).toEqual([had - 5000, had - 5000])
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'payout.succeeded', category: 'payout_lifecycle', data: { id: body.data.id, status: 'succeeded' } },
  ])
  expect(await newTransactions(sandbox)).toMatchObject([{ id: body.data.id, type: 'payout', status: 'succeeded' }])
})

test('a payout that fails gives the amount back, and its transaction says so', async () => {
  const sandbox = await freshSandbox()
  const had = await dollarsOf(sandbox)
  await sandbox.request('PUT', '/_sandbox/oak/transactions/next', { type: 'payout', error: 'The account is closed' })
  const { id } = await begun(sandbox, PAYOUTS, A_PAYOUT)

  await sandbox.clock.advance(STEP)

  expect(await dollarsOf(sandbox)).toBe(had)
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event: 'transaction.updated',
      category: 'OTHER',
      data: {
        id,
        type: 'payout',
        status: 'failed',
        failure_reasons: [{ code: 'provider_rejected', message: 'The account is closed' }],
      },
    },
  ])
})

test('more than there is is 400, and nothing is paid out', async () => {
  const sandbox = await freshSandbox()
  const source = { ...A_PAYOUT.source, amount: (await dollarsOf(sandbox)) + 1 }

  const { status } = await sandbox.request('POST', PAYOUTS, { ...A_PAYOUT, source })

  expect(status).toBe(400)
  expect(await newTransactions(sandbox)).toEqual([])
})

test.each([
  ['an unknown provider', { provider: 'paypal' }],
  ['no amount', { source: { currency: 'usd' } }],
  ['no destination', { destination: undefined }],
])('a payout with %s is 422', async (_, more) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', PAYOUTS, { ...A_PAYOUT, ...more })

  expect(status).toBe(422)
  expect(await newTransactions(sandbox)).toEqual([])
})
