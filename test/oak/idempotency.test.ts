import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { freshFolder } from '../support/folder.ts'
import { BY_OTHER, CUSTOMERS, GRACE, JOAO, methodsOf, toldEvents } from '../support/oak.ts'
import { A_PAYMENT, PAID, PAYMENTS, paymentAfter, TRANSACTIONS } from '../support/oak-payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const KEY = { 'idempotency-key': 'order-1' }
const DAY = 24 * 3600 * 1000

const send = (sandbox: TestSandbox, path: string, body: unknown, headers: Record<string, string> = KEY) =>
  sandbox.request('POST', path, body, { headers })

test('a payment that is sent again under its key is one payment, and answered alike', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, A_PAYMENT)
  const told = toldEvents(sandbox).length

  const again = await send(sandbox, PAYMENTS, A_PAYMENT)

  expect(again.status).toBe(first.status)
  expect(again.body).toEqual(first.body)
  expect(toldEvents(sandbox)).toHaveLength(told)
})

test('the answer is the first one, also when the payment has moved since', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, A_PAYMENT)
  await sandbox.request('POST', `${PAYMENTS}/${first.body.data.id}/confirm`, {})

  const again = await send(sandbox, PAYMENTS, A_PAYMENT)

  expect(again.body.data.status).toBe('awaiting_confirmation')
})

test.each([
  ['another amount', PAYMENTS, { ...A_PAYMENT, source: { amount: 9, currency: 'USD' } }],
  ['another call', CUSTOMERS, { email: 'new@example.com' }],
])('the key with %s is 409, and nothing is stored', async (_, path, body) => {
  const sandbox = await freshSandbox()
  await send(sandbox, PAYMENTS, A_PAYMENT)
  const told = toldEvents(sandbox).length

  const answer = await send(sandbox, path, body)

  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({
    msg: 'Idempotency-Key was used with another request',
    data: null,
    error_code: 'conflict',
    failure_reasons: [{ code: 'idempotency_mismatch', fields: ['idempotency-key'] }],
  })
  expect(toldEvents(sandbox)).toHaveLength(told)
})

test('the same body with its keys in another order is the same request', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, { provider: 'stripe', source: { amount: 5, currency: 'usd' } })

  const again = await send(sandbox, PAYMENTS, { source: { currency: 'usd', amount: 5 }, provider: 'stripe' })

  expect(again.body).toEqual(first.body)
})

test('what was refused may be mended and sent again with its key', async () => {
  const sandbox = await freshSandbox()
  const refused = await send(sandbox, PAYMENTS, { ...A_PAYMENT, provider: 'paypal' })

  const { status } = await send(sandbox, PAYMENTS, A_PAYMENT)

  expect(refused.status).toBe(400)
  expect(status).toBe(200)
})

test('a key is forgotten after a day', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, A_PAYMENT)
  await sandbox.clock.advance(DAY - 1)
  const before = await send(sandbox, PAYMENTS, A_PAYMENT)
  await sandbox.clock.advance(1)

  const after = await send(sandbox, PAYMENTS, A_PAYMENT)

  expect(before.body).toEqual(first.body)
  expect(after.body.data.id).not.toBe(first.body.data.id)
})

test('another merchant may use the same key', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, A_PAYMENT)

  const { status, body } = await sandbox.request('POST', PAYMENTS, { ...A_PAYMENT }, { ...BY_OTHER, headers: KEY })

  expect(status).toBe(200)
  expect(body.data.id).not.toBe(first.body.data.id)
})

test('a blank key is none', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, PAYMENTS, A_PAYMENT, { 'idempotency-key': '' })

  const again = await send(sandbox, PAYMENTS, A_PAYMENT, { 'idempotency-key': '' })

  expect(again.body.data.id).not.toBe(first.body.data.id)
})

test('a key of more than 255 characters is 400 at a payment', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await send(sandbox, PAYMENTS, A_PAYMENT, { 'idempotency-key': 'k'.repeat(256) })

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ fields: ['idempotency-key'] }])
})

test('a refund that is sent again gives back once', async () => {
  const sandbox = await freshSandbox()
  const { id } = await paymentAfter(sandbox, PAID)
  await send(sandbox, `${PAYMENTS}/${id}/refund`, { amount: 500 })

  await send(sandbox, `${PAYMENTS}/${id}/refund`, { amount: 500 })

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?type_list=refund`)
  expect(body.data.count).toBe(1)
})

test('a customer that is created again under its key is the same customer, and no duplicate', async () => {
  const sandbox = await freshSandbox()
  const first = await send(sandbox, CUSTOMERS, { email: 'new@example.com' })

  const { status, body } = await send(sandbox, CUSTOMERS, { email: 'new@example.com' })

  expect(status).toBe(200)
  expect(body.data.id).toBe(first.body.data.id)
})

test('the same body for another customer is another request', async () => {
  const sandbox = await freshSandbox()
  const pix = { type: 'pix', pix_string: 'key@example.com' }
  await send(sandbox, methodsOf(JOAO), pix)

  const { status } = await send(sandbox, methodsOf(GRACE), pix)

  expect(status).toBe(409)
})

test('a key outlives a restart', async () => {
  const data = await freshFolder()
  const before = await freshSandbox({ data })
  const first = await send(before, PAYMENTS, A_PAYMENT)
  await before.close()

  const after = await freshSandbox({ data })
  const again = await send(after, PAYMENTS, A_PAYMENT)

  expect(again.body).toEqual(first.body)
})

test('where the contract does not know the header, it does not count', async () => {
  const sandbox = await freshSandbox()
  const tax = { currency: 'usd', line_items: [{ amount: 100 }] }
  await send(sandbox, '/oak/api/v1/taxes/calculate', tax)

  const { status } = await send(sandbox, '/oak/api/v1/taxes/calculate', { ...tax, currency: 'eur' })

  expect(status).toBe(200)
})

test('whatever knows the header can say that it was used for something else', async () => {
  const { operations } = await Contract.load()
  const knowing = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'idempotency-key'))

  expect(knowing.map(({ id }) => id)).toContain('oak.createPayment')
  for (const { responses } of knowing) expect([...responses.keys()]).toContain(409)
})
