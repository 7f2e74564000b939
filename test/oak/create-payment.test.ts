import { expect, test } from 'vitest'
import { BY_OTHER, GRACE, GRACES_BANK, JOAOS_PIX, NOT_FOUND, OTHERS, toldEvents, UNKNOWN } from '../support/oak.ts'
import { A_PAYMENT, PAYMENTS, toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('a payment waits to be confirmed, and has a transaction', async () => {
  const sandbox = await freshSandbox()
  const source = { ...A_PAYMENT.source, customer: { id: `cus_${GRACE}` }, payment_method: { type: 'card' } }

  const { status, body } = await sandbox.request('POST', PAYMENTS, { ...A_PAYMENT, source, metadata: { order: '7' } })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    msg: 'Transaction was Initiated Successfully!',
    data: {
      provider: 'stripe',
      status: 'awaiting_confirmation',
      type: 'payment',
      source: {
        amount: 1500,
        currency: 'usd',
        capture_method: 'automatic',
        customer: { id: GRACE },
        payment_method: { type: 'card' },
      },
      refunded_amount: 0,
      metadata: { order: '7' },
      created_at: NOW.toISOString(),
    },
  })
  expect(await transactionNow(sandbox, body.data.transaction_id)).toMatchObject({
    payment_id: body.data.id,
    type: 'payment',
    status: 'awaiting_confirmation',
  })
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event: 'payment.awaiting_confirmation',
      category: 'payment_lifecycle',
      data: { id: body.data.id, status: 'awaiting_confirmation' },
    },
  ])
})

test('a payment can be confirmed as it is created', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PAYMENTS, { ...A_PAYMENT, confirm: true })

  expect(body).toMatchObject({ msg: 'Transaction is in Progress!', data: { status: 'processing' } })
  expect(toldAfter(sandbox, 0)).toEqual(['payment.awaiting_confirmation', 'payment.processing'])
})

test.each([
  ['provider', { source: A_PAYMENT.source }],
  ['provider', { ...A_PAYMENT, provider: 'acme' }],
  ['source', { provider: 'stripe' }],
  ['source.amount', { provider: 'stripe', source: { currency: 'usd' } }],
  ['source.amount', { provider: 'stripe', source: { amount: 0, currency: 'usd' } }],
  ['source.amount', { provider: 'stripe', source: { amount: 1.5, currency: 'usd' } }],
  ['source.currency', { provider: 'stripe', source: { amount: 1, currency: '$' } }],
  ['source.payment_method.type', { provider: 'stripe', source: { ...A_PAYMENT.source, payment_method: { type: 7 } } }],
  ['source.capture_method', { provider: 'stripe', source: { ...A_PAYMENT.source, capture_method: 'never' } }],
])('a wrong %s is 400 and nothing is stored', async (field, body) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', PAYMENTS, body)

  expect(answer.status).toBe(400)
  expect(answer.body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect(sandbox.messages()).toEqual([])
})

test.each([UNKNOWN, OTHERS])('a payment of customer %s, whom the merchant does not have, is 404', async (id) => {
  const sandbox = await freshSandbox()
  const source = { ...A_PAYMENT.source, customer: { id } }

  const { status, body } = await sandbox.request('POST', PAYMENTS, { ...A_PAYMENT, source })

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test("a payment is nobody else's", async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('POST', PAYMENTS, A_PAYMENT)

  const { status } = await sandbox.request('POST', `${PAYMENTS}/${body.data.id}/confirm`, {}, BY_OTHER)

  expect(status).toBe(404)
})

test('what a payment shows can be sent again, with null for what there is not', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('POST', PAYMENTS, A_PAYMENT)
  const { provider, source, metadata } = body.data

  const again = await sandbox.request('POST', PAYMENTS, { provider, source, metadata })

  expect(again.status).toBe(200)
  expect(again.body.data).toMatchObject({ provider, source, metadata })
  expect([source.customer, source.payment_method, metadata]).toEqual([null, null, null])
})

test('of a card that a payment names, the type is in lower case, the number is masked and the code is not kept', async () => {
  const sandbox = await freshSandbox()
  const payment_method = { type: 'CARD', card_number: '4242424242424242', cvc: '123' }

  const { body } = await sandbox.request('POST', PAYMENTS, {
    ...A_PAYMENT,
    source: { ...A_PAYMENT.source, payment_method },
  })

  expect(body.data.source.payment_method).toEqual({ type: 'card', card_number: '****4242' })
})

test.each([
  ['that the customer has', { customer: { id: GRACE }, payment_method: { id: GRACES_BANK } }, 200],
  ['that nobody has', { payment_method: { id: UNKNOWN } }, 404],
  ['of another customer', { customer: { id: GRACE }, payment_method: { id: JOAOS_PIX } }, 404],
])('a payment method %s', async (_, source, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', PAYMENTS, {
    ...A_PAYMENT,
    source: { ...A_PAYMENT.source, ...source },
  })

  expect(status).toBe(expected)
})

test('merchants are told of avenia where the provider is brla, and answered as they asked', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PAYMENTS, { ...A_PAYMENT, provider: 'BRLA' })

  expect(body.data.provider).toBe('brla')
  expect(toldEvents(sandbox)).toMatchObject([{ event: 'payment.awaiting_confirmation', data: { provider: 'avenia' } }])
})
