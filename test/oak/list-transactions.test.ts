import { expect, test } from 'vitest'
import { BY_OTHER, GRACE, JOAO, NOT_FOUND } from '../support/oak.ts'
import { PAID, paymentAfter, TRANSACTIONS } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('without transactions and filters the list is empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', TRANSACTIONS)

  expect(status).toBe(200)
  expect(body.data).toEqual({ count: 0, has_more: false, transaction_list: [] })
})

test('transactions come by the page, the newest first', async () => {
  const sandbox = await freshSandbox()
  const first = await paymentAfter(sandbox)
  await paymentAfter(sandbox)

  const { body, headers } = await sandbox.request('GET', `${TRANSACTIONS}?limit=1&offset=1`)

  expect(body.data).toMatchObject({ count: 2, has_more: false, transaction_list: [{ id: first.transaction_id }] })
  expect(headers.get('x-limit-applied')).toBe('1')
})

test.each([
  `customer_id=${GRACE}`,
  `customer_id=cus_${GRACE},${JOAO}`,
  'status=SUCCEEDED',
  'type_list=payment&source_currency=BRL',
])('%s finds the one that it is true of', async (query) => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID, { currency: 'BRL', customer: { id: GRACE } })
  await paymentAfter(sandbox)

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?${query}`)

  expect(body.data).toMatchObject({ count: 1, transaction_list: [{ payment_id: id }] })
})

test.each([`customer_id=${JOAO}`, 'status=failed', 'type_list=refund', 'provider=bridge'])(
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
  await paymentAfter(sandbox)

  const { body } = await sandbox.request('GET', TRANSACTIONS, undefined, BY_OTHER)

  expect(body.data.count).toBe(0)
})
