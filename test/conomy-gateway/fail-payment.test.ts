import { expect, test } from 'vitest'
import { CAMILAS, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_WITHDRAWAL, deposit, depositInReview, held, listed, pay, read, told } from './payments.ts'

const path = (id: string): string => `/_sandbox/conomy/payments/${id}/fail`

test.each([
  ['created', []],
  ['captured', ['captured']],
  ['in review', ['requestReview']],
])('a withdrawal that is %s fails, and what was reserved is free again', async (_, steps) => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_WITHDRAWAL)
  for (const step of steps) await sandbox.request('POST', `/conomy/payments/${id}/${step}`)
  const before = told(sandbox).length

  const { status, body } = await sandbox.request('POST', path(id))

  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'FAILED', settledAt: null })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
  expect(await listed(sandbox)).toHaveLength(1)
  expect(told(sandbox).slice(before)).toEqual(['payment.failed', 'transaction.status_changed', 'Transaction.Failed'])
})

test.each([deposit, depositInReview])('a deposit that fails goes back to its payer: %o', async (make) => {
  const sandbox = await freshSandbox()
  const { id, totalAmount, origins } = await make(sandbox)

  await sandbox.request('POST', path(id))

  expect(await listed(sandbox)).toMatchObject([
    { id, status: 'FAILED' },
    { type: 'REFUND', status: 'RECEIVED', parentPaymentId: id, totalAmount, destinations: origins },
  ])
  expect(await held(sandbox, PESOS)).toEqual({ balance: '2000000', availableFunds: '2000000' })
})

test('money that has arrived cannot fail any more, and nothing fails twice', async () => {
  const sandbox = await freshSandbox()
  const received = await pay(sandbox, A_WITHDRAWAL)
  await sandbox.request('POST', '/conomy/payments/received', { id: received.id })
  const failed = await pay(sandbox, A_WITHDRAWAL)
  await sandbox.request('POST', path(failed.id))

  for (const { id } of [received, failed]) {
    const { status, body } = await sandbox.request('POST', path(id))
    expect(status).toBe(409)
    expect(body).toMatchObject({ vendorError: { status: 422, body: { code: '21' } } })
  }
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '100000', availableFunds: '100000' })
})

test("an operator sees every tenant's payments", async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox, { clientId: 'other-client' })

  const { status } = await sandbox.request('POST', path(id))

  expect(status).toBe(200)
  expect((await read(sandbox, id, 'other')).status).toBe('FAILED')
  expect(await held(sandbox, OTHERS_ACCOUNT, 'other')).toEqual({ balance: '750000', availableFunds: '750000' })
})

test('a payment that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('POST', path('nowhere'))).status).toBe(404)
})

test('a refund that does not reach the payer fails, and says so by its own name', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${id}/fail`)
  const [refund] = await listed(sandbox, '?type=REFUND')

  const { status, body } = await sandbox.request('POST', `/_sandbox/conomy/payments/${refund.id}/fail`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ type: 'REFUND', status: 'FAILED' })
  expect(sandbox.messages().map(({ event }) => event)).toContain('payment.refund.failed')
})
