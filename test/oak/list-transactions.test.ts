import { expect, test } from 'vitest'
import { ACME, BY_OTHER, CAMILLE, HANS, NOT_FOUND } from '../support/oak.ts'
import { A_BUY, A_SALE, BUYS, begun, SALES, TRANSFERS } from '../support/oak-movements.ts'
import { PAID, paymentAfter, TRANSACTIONS } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

/** A transaction that nobody made before the test. */
const A_EUR_PAYMENT = { currency: 'EUR', customer: { id: CAMILLE } }

test('behind the last transaction the list is empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${TRANSACTIONS}?offset=1000`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ has_more: false, transaction_list: [] })
})

test('transactions come by the page, the newest first', async () => {
  const sandbox = await freshSandbox()
  const first = await paymentAfter(sandbox)
  await paymentAfter(sandbox)

  const { body, headers } = await sandbox.request('GET', `${TRANSACTIONS}?limit=1&offset=1`)

  expect(body.data).toMatchObject({ has_more: true, transaction_list: [{ id: first.transaction_id }] })
  expect(headers.get('x-limit-applied')).toBe('1')
})

test.each([
  `customer_id=${CAMILLE}`,
  `customer_id=cus_${CAMILLE},${HANS}`,
  'status=SUCCEEDED&source_currency=eur',
  'type_list=payment&source_currency=EUR',
])('%s finds the one that it is true of', async (query) => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID, A_EUR_PAYMENT)
  await paymentAfter(sandbox)

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?${query}`)

  expect(body.data.transaction_list[0]).toMatchObject({ payment_id: id })
})

test('every kind of movement is listed, and found by its type', async () => {
  const sandbox = await freshSandbox()
  await begun(sandbox, BUYS, A_BUY)
  await begun(sandbox, SALES, A_SALE)

  const answers = await Promise.all(
    ['payment', 'transfer', 'payout', 'installment', 'buy', 'sell'].map((type) =>
      sandbox.request('GET', `${TRANSACTIONS}?type_list=${type}&limit=1`),
    ),
  )

  expect(answers.map(({ body }) => body.data.transaction_list[0].type)).toEqual([
    'payment',
    'transfer',
    'payout',
    'installment',
    'buy',
    'sell',
  ])
})

test('a customer’s transactions are those that it sends and those that it gets', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?customer_id=${ACME}`)

  expect(body.data.transaction_list).toMatchObject([
    { type: 'payout', source: { customer: { id: ACME } } },
    { type: 'transfer', source: { customer: null }, destination: { customer: { id: ACME } } },
  ])
})

test.each([`customer_id=${HANS}`, 'status=failed', 'type_list=refund', 'provider=konduto'])(
  'filters that match nothing are 404: %s',
  async (query) => {
    const sandbox = await freshSandbox()
    await paymentAfter(sandbox)

    const { status, body } = await sandbox.request('GET', `${TRANSACTIONS}?${query}`)

    expect(status).toBe(404)
    expect(body).toEqual(NOT_FOUND)
  },
)

test("transactions are nobody else's", async () => {
  const sandbox = await freshSandbox()
  const { transaction_id } = await paymentAfter(sandbox)

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?limit=100`, undefined, BY_OTHER)

  const theirs: { id: string }[] = body.data.transaction_list
  expect(theirs.map(({ id }) => id)).not.toContain(transaction_id)
})

test('a customer has the transactions that it sends and those that it receives, the newest first', async () => {
  const sandbox = await freshSandbox()
  const money = { provider: 'stripe', source: { amount: 1, currency: 'usd', customer: { id: ACME } } }
  const received = await begun(sandbox, TRANSFERS, { ...money, destination: { customer: { id: CAMILLE } } })
  const sent = await paymentAfter(sandbox, [], A_EUR_PAYMENT)
  const both = await begun(sandbox, TRANSFERS, { ...money, destination: { customer: { id: ACME } } })

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?customer_id=${CAMILLE}`)
  const { body: acme } = await sandbox.request('GET', `${TRANSACTIONS}?customer_id=${ACME},${CAMILLE}&limit=3`)

  const idsIn = (list: { id: string }[]): string[] => list.map(({ id }) => id)
  expect(idsIn(body.data.transaction_list)).toEqual([sent.transaction_id, received.id])
  expect(idsIn(acme.data.transaction_list)).toEqual([both.id, sent.transaction_id, received.id])
})
