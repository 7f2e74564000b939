import { expect, test } from 'vitest'
import { BY_OTHER, CAMILAS, OPERATIONS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_TRANSFER, A_WITHDRAWAL, deposit, depositInReview, held, pay, told } from './payments.ts'

const PATH = '/conomy/payments/received'

test.each([
  PATH,
  '/conomy/sandbox/payments/received',
  '/conomy/webhook/payments/received/payment-provider',
  '/conomy/sandbox/webhook/payments/received/payment-provider',
  '/conomy/sandboxwebhook/payments/received/payment-provider',
])('money of a top-up arrives with the notice of the provider at %s', async (path) => {
  const sandbox = await freshSandbox()
  const payment = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', path, { id: payment.id })

  expect(status).toBe(200)
  expect(body).toEqual({ ...payment, status: 'RECEIVED' })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '125000', availableFunds: '125000' })
})

test('transactionId means the same as id, and a signature is not looked at', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', PATH, { transactionId: id, signature: 'any' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'RECEIVED' })
})

test('a withdrawal takes from the balance what was reserved', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_WITHDRAWAL)
  await sandbox.request('POST', `/conomy/payments/${id}/captured`)

  await sandbox.request('POST', PATH, { id })

  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '100000', availableFunds: '100000' })
})

test('a transfer moves from one account to the other', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_TRANSFER)

  await sandbox.request('POST', PATH, { id })

  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '4930000', availableFunds: '4930000' })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '190000', availableFunds: '190000' })
})

test('money arrives once, and the second notice is refused', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)
  await sandbox.request('POST', PATH, { id })
  const before = told(sandbox)

  const { status, body } = await sandbox.request('POST', PATH, { id })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21' })
  expect((await held(sandbox, CAMILAS)).balance).toBe('125000')
  expect(told(sandbox)).toEqual(before)
})

test('a payment in review, and a deposit, which is assigned instead, are not received', async () => {
  const sandbox = await freshSandbox()
  const inReview = await depositInReview(sandbox)
  const waiting = await deposit(sandbox, { providerReference: 'vw-2' })

  for (const { id } of [inReview, waiting]) {
    const { status, body } = await sandbox.request('POST', PATH, { id })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: '21' })
  }
})

test('a notice without an id is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: expect.stringContaining('id') })
})

test("a payment that does not exist or is another tenant's is not found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const unknown = await sandbox.request('POST', PATH, { id: 'nowhere' })
  const foreign = await sandbox.request('POST', PATH, { id }, BY_OTHER)

  for (const answer of [unknown, foreign]) expect(answer).toMatchObject({ status: 404, body: { code: '31' } })
  expect((await held(sandbox, CAMILAS)).balance).toBe('120000')
})
