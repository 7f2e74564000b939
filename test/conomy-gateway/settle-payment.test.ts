import { expect, test } from 'vitest'
import { CAMILAS, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_WITHDRAWAL, deposit, depositInReview, held, listed, pay, read, told } from './payments.ts'

const path = (id: string): string => `/_sandbox/conomy/payments/${id}/settle`

test.each([
  ['created', []],
  ['captured', ['captured']],
])('a payment that is %s is settled, and its money moves', async (_, steps) => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_WITHDRAWAL)
  for (const step of steps) await sandbox.request('POST', `/conomy/payments/${id}/${step}`)

  const { status, body } = await sandbox.request('POST', path(id))

  expect(status).toBe(200)
  expect(body).toMatchObject({ id, status: 'SETTLED', settledAt: '2026-04-20T12:00:00Z' })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '100000', availableFunds: '100000' })
})

test('money that has arrived does not arrive again', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)
  await sandbox.request('POST', '/conomy/payments/received', { id })

  const { body } = await sandbox.request('POST', path(id))

  expect(body.status).toBe('SETTLED')
  expect((await held(sandbox, CAMILAS)).balance).toBe('125000')
})

test('a deposit is settled by giving it to an account', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const without = await sandbox.request('POST', path(id))
  const { status, body } = await sandbox.request('POST', path(id), { accountId: PESOS })

  expect(without).toMatchObject({ status: 400, body: { errors: [{ field: 'accountId' }] } })
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'SETTLED', reconciliationStatus: 'PAID' })
  expect((await held(sandbox, PESOS)).balance).toBe('2050000')
})

test('a refund ends here', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${id}/fail`)
  const [refund] = await listed(sandbox, '?type=REFUND')
  const before = told(sandbox).length

  const { body } = await sandbox.request('POST', path(refund.id))

  expect(body).toMatchObject({ type: 'REFUND', status: 'SETTLED', parentPaymentId: id })
  expect(told(sandbox).slice(before)).toEqual(['payment.refund.settled', 'transaction.status_changed'])
  expect(await held(sandbox, PESOS)).toEqual({ balance: '2000000', availableFunds: '2000000' })
})

test('a payment is settled once, and not while it is in review; the answer says what is possible', async () => {
  const sandbox = await freshSandbox()
  const settled = await pay(sandbox)
  await sandbox.request('POST', path(settled.id))
  const inReview = await depositInReview(sandbox)

  const again = await sandbox.request('POST', path(settled.id))
  const early = await sandbox.request('POST', path(inReview.id), { accountId: PESOS })

  expect(again).toMatchObject({ status: 409, body: { allowed: [], vendorError: { status: 422 } } })
  expect(early.status).toBe(409)
  expect(new Set(early.body.allowed)).toEqual(new Set(['addDocument', 'fail', 'resolveReview']))
  expect((await held(sandbox, CAMILAS)).balance).toBe('125000')
})

test("an operator sees every tenant's payments, and gives a deposit to accounts of its own tenant only", async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox, { clientId: 'other-client' })

  const foreign = await sandbox.request('POST', path(id), { accountId: PESOS })
  const own = await sandbox.request('POST', path(id), { accountId: OTHERS_ACCOUNT })

  expect(foreign.status).toBe(404)
  expect(own.status).toBe(200)
  expect((await read(sandbox, id, 'other')).status).toBe('SETTLED')
  expect((await held(sandbox, OTHERS_ACCOUNT, 'other')).balance).toBe('800000')
})

test('a payment that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('POST', path('nowhere'))).status).toBe(404)
})
