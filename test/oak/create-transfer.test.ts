import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { ACME, GRACE, GRACES_BANK, JOAO, JOAOS_PIX, NOT_FOUND, OTHERS, toldEvents, UNKNOWN } from '../support/oak.ts'
import { A_TRANSFER, begun, dollarsOf, newTransactions, STEP, TRANSFERS } from '../support/oak-movements.ts'
import { toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

const FROM_ACME = { provider: 'stripe', source: { amount: 5000, currency: 'usd', customer: { id: ACME } } }
const TO_GRACE = { customer: { id: GRACE }, payment_method: { type: 'bank', id: GRACES_BANK } }

test('a transfer is in progress at once, and has succeeded a second later', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...A_TRANSFER, metadata: { order: 7 } })

  expect(status).toBe(200)
  expect(body).toEqual({
    msg: 'Transaction was Initiated Successfully!',
    data: {
      id: expect.any(String),
      transaction_id: body.data.id,
      provider: 'stripe',
      status: 'processing',
      type: 'transfer',
      source: { amount: 5000, currency: 'usd', customer: null, payment_method: null },
      destination: { customer: { id: ACME }, payment_method: null },
      failure_reasons: null,
      metadata: { order: 7 },
      created_at: '2026-04-20T12:00:00.000Z',
      updated_at: '2026-04-20T12:00:00.000Z',
    },
  })
  await sandbox.clock.advance(STEP - 1)
  expect(sandbox.messages()).toEqual([])
  await sandbox.clock.advance(1)
  const [told, ...more] = toldEvents(sandbox)
  expect(more).toEqual([])
  expect(told).toMatchObject({
    event: 'transfer.succeeded',
    category: 'transfer_lifecycle',
    data: { ...body.data, status: 'succeeded', updated_at: '2026-04-20T12:00:01.000Z' },
  })
})

test('it is read as a transaction, under its id', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const before = await transactionNow(sandbox, id)
  await sandbox.clock.advance(STEP)

  expect(before).toMatchObject({
    id,
    payment_id: null,
    type: 'transfer',
    status: 'processing',
    source: { amount: 5000, currency: 'usd', customer: null },
    destination: { customer: { id: ACME } },
  })
  expect((await transactionNow(sandbox, id)).status).toBe('succeeded')
  expect(await newTransactions(sandbox)).toMatchObject([{ id }])
})

test('the amount is taken from who sends it at once, and given to who gets it in the end', async () => {
  const sandbox = await freshSandbox()
  const [had, hadGrace] = [await dollarsOf(sandbox), 100]
  await sandbox.request('PUT', `/_sandbox/oak/customers/${GRACE}/balances`, {
    provider: 'stripe',
    totals: [{ currency: 'usd', available: hadGrace }],
  })
  await begun(sandbox, TRANSFERS, { ...FROM_ACME, destination: TO_GRACE })

  const between = [await dollarsOf(sandbox), await dollarsOf(sandbox, GRACE)]
  await sandbox.clock.advance(STEP)

  expect(between).toEqual([had - 5000, hadGrace])
  expect([await dollarsOf(sandbox), await dollarsOf(sandbox, GRACE)]).toEqual([had - 5000, hadGrace + 5000])
})

test('an account that has nothing in the currency yet gets it', async () => {
  const sandbox = await freshSandbox()
  await begun(sandbox, TRANSFERS, { ...A_TRANSFER, source: { amount: 70, currency: 'gbp' } })

  await sandbox.clock.advance(STEP)

  const { body } = await sandbox.request('GET', `/oak/api/v1/customers/${ACME}/balances`)
  expect(body.data.balances[0].totals).toContainEqual({
    currency: 'gbp',
    available: 70,
    pending: 0,
    reserved: 0,
    instant_payouts: 0,
  })
})

test('more than there is is 400, and nothing is taken, stored or told', async () => {
  const sandbox = await freshSandbox()
  const had = await dollarsOf(sandbox)
  const source = { ...FROM_ACME.source, amount: had + 1 }

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...FROM_ACME, source, destination: TO_GRACE })
  await sandbox.clock.advance(STEP)

  expect(status).toBe(400)
  expect(body).toMatchObject({
    msg: `source.amount must be at most ${had}, which is available`,
    failure_reasons: [{ code: 'insufficient_funds', fields: ['source.amount'] }],
  })
  expect(await dollarsOf(sandbox)).toBe(had)
  expect(await newTransactions(sandbox)).toEqual([])
  expect(sandbox.messages()).toEqual([])
})

test('all there is can be sent, and not once more', async () => {
  const sandbox = await freshSandbox()
  const source = { ...FROM_ACME.source, amount: await dollarsOf(sandbox) }
  await begun(sandbox, TRANSFERS, { ...FROM_ACME, source, destination: TO_GRACE })

  const { status } = await sandbox.request('POST', TRANSFERS, {
    ...FROM_ACME,
    source: { ...source, amount: 1 },
    destination: TO_GRACE,
  })

  expect(status).toBe(400)
})

test.each([
  ['a customer who sends', { source: { ...FROM_ACME.source, customer: { id: UNKNOWN } }, destination: TO_GRACE }],
  ['a customer of another merchant', { destination: { customer: { id: OTHERS } } }],
  ['a customer who gets', { destination: { customer: { id: 'nobody' } } }],
  ['a payment method', { destination: { customer: { id: GRACE }, payment_method: { id: UNKNOWN } } }],
  [
    'a payment method of another customer',
    { destination: { customer: { id: JOAO }, payment_method: { id: GRACES_BANK } } },
  ],
])('%s that is not there is 404, and nothing is stored', async (_, more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...FROM_ACME, ...more })

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
  expect(await newTransactions(sandbox)).toEqual([])
})

test('another merchant cannot pay to a payment method of this one', async () => {
  const sandbox = await freshSandbox()
  const body = { ...A_TRANSFER, destination: { payment_method: { id: GRACES_BANK } } }

  const { status } = await sandbox.request('POST', TRANSFERS, body, { as: 'other' })

  expect(status).toBe(404)
})

test('a payment method that was rejected is 400', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `/_sandbox/oak/payment_methods/${JOAOS_PIX}/status`, { status: 'rejected' })
  const destination = { customer: { id: JOAO }, payment_method: { id: `pm_${JOAOS_PIX}` } }

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...A_TRANSFER, destination })

  expect(status).toBe(400)
  expect(body.msg).toBe('The payment method is rejected')
})

test.each([
  ['provider', { provider: undefined }],
  ['provider', { provider: 'paypal' }],
  ['source', { source: undefined }],
  ['source.amount', { source: { currency: 'usd' } }],
  ['source.amount', { source: { amount: 0, currency: 'usd' } }],
  ['source.amount', { source: { amount: -5, currency: 'usd' } }],
  ['source.amount', { source: { amount: 1.5, currency: 'usd' } }],
  ['source.amount', { source: { amount: '5000', currency: 'usd' } }],
  ['source.amount', { source: { amount: 1e300, currency: 'usd' } }],
  ['source.currency', { source: { amount: 5 } }],
  ['source.currency', { source: { amount: 5, currency: 'us dollars' } }],
  ['destination', { destination: undefined }],
  ['destination', { destination: ACME }],
  ['destination.payment_method.type', { destination: { payment_method: { type: ['bank'] } } }],
  ['metadata', { metadata: 'none' }],
])('a wrong %s is 422, and nothing is stored', async (field, more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', TRANSFERS, { ...A_TRANSFER, ...more })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect(await newTransactions(sandbox)).toEqual([])
})

test('what a transfer shows can be sent again, with null for what there is not', async () => {
  const sandbox = await freshSandbox()
  const { provider, source, destination, metadata } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const again = await begun(sandbox, TRANSFERS, { provider, source, destination, metadata })

  expect(again).toMatchObject({ provider, source, destination, metadata })
  expect([source.customer, destination.payment_method, metadata]).toEqual([null, null, null])
})

test('what else is said of a side is shown, with numbers masked', async () => {
  const sandbox = await freshSandbox()
  const destination = { payment_method: { type: 'bank', bank_account_number: '000123456789' }, memo: 'rent' }

  const { destination: shown } = await begun(sandbox, TRANSFERS, { ...A_TRANSFER, destination })

  expect(shown).toEqual({
    memo: 'rent',
    customer: null,
    payment_method: { type: 'bank', bank_account_number: '****6789' },
  })
})

test('a transfer that was under way is finished after a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await begun(first, TRANSFERS, A_TRANSFER)
  await first.close()

  const second = await freshSandbox({ data })
  await second.clock.advance(STEP)

  expect((await transactionNow(second, id)).status).toBe('succeeded')
  expect(toldAfter(second, 0)).toEqual(['transfer.succeeded'])
})
