import { expect, test } from 'vitest'
import { BY_OTHER, CAMILAS, OTHERS_ACCOUNT, PESOS, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import {
  account,
  deposit,
  depositInReview,
  held,
  hours,
  listed,
  PESOS_NUMBER,
  pay,
  read,
  resolve,
  told,
  uploadPaper,
} from './payments.ts'

const path = (id: string): string => `/conomy/payments/${id}/assign`

test('a deposit that is assigned is settled, and its money is in the account', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), { accountId: PESOS })

  expect(status).toBe(200)
  expect(body).toEqual({
    paymentId: id,
    accountId: PESOS,
    status: 'SETTLED',
    reconciliationStatus: 'PAID',
    settledAt: '2026-04-20T12:00:00Z',
    relatedPaymentId: null,
    childPaymentId: null,
  })
  expect(await held(sandbox, PESOS)).toEqual({ balance: '2050000', availableFunds: '2050000' })
  expect(await read(sandbox, id)).toMatchObject({
    status: 'SETTLED',
    reconciliationStatus: 'PAID',
    settledAt: '2026-04-20T12:00:00Z',
    destinations: [account(PESOS_NUMBER)],
    accountNumber: PESOS_NUMBER,
    identityId: TOMAS,
  })
})

test('an account may be named by its number, and is answered by its id', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), { accountId: PESOS_NUMBER })

  expect(status).toBe(200)
  expect(body).toMatchObject({ accountId: PESOS })
})

test.each([
  ['50000.00', 'PAID', []],
  ['50000.01', 'UNDERPAID', ['purchase.underpaid']],
  ['49999.99', 'OVERPAID', ['purchase.overpaid']],
])('expected %s, the deposit is %s and all of it goes to the account', async (expectedAmount, outcome, events) => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  const before = told(sandbox).length

  const { body } = await sandbox.request('POST', path(id), { accountId: PESOS, expectedAmount })

  expect(body).toMatchObject({ status: 'SETTLED', reconciliationStatus: outcome })
  expect((await held(sandbox, PESOS)).balance).toBe('2050000')
  expect(told(sandbox).slice(before)).toEqual(['payment.settled', 'transaction.status_changed', ...events])
})

test('a deposit whose review was approved can be assigned, one in review cannot', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const early = await sandbox.request('POST', path(id), { accountId: PESOS })
  await uploadPaper(sandbox, id)
  await resolve(sandbox, id, 'APPROVED')
  const late = await sandbox.request('POST', path(id), { accountId: PESOS })

  expect(early).toMatchObject({ status: 422, body: { code: '21' } })
  expect(late).toMatchObject({ status: 200, body: { status: 'SETTLED' } })
  expect((await held(sandbox, PESOS)).balance).toBe('3500000')
})

test('a deposit is assigned once, and an expired one or another kind of payment not at all', async () => {
  const sandbox = await freshSandbox()
  const expired = await deposit(sandbox)
  await sandbox.clock.advance(hours(48))
  const settled = await deposit(sandbox, { providerReference: 'vw-2' })
  await sandbox.request('POST', path(settled.id), { accountId: PESOS })
  const topUp = await pay(sandbox)
  const refund = (await listed(sandbox, '?type=REFUND'))[0]

  for (const { id } of [expired, settled, topUp, refund]) {
    const { status, body } = await sandbox.request('POST', path(id), { accountId: PESOS })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: '21' })
  }
  expect((await held(sandbox, PESOS)).balance).toBe('2050000')
})

test('an account of another currency, and a blocked one, take no deposit', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  await sandbox.request('PUT', `/_sandbox/conomy/accounts/${PESOS}/status`, { status: 'BLOCKED' })

  const currency = await sandbox.request('POST', path(id), { accountId: CAMILAS })
  const blocked = await sandbox.request('POST', path(id), { accountId: PESOS })

  for (const answer of [currency, blocked]) expect(answer).toMatchObject({ status: 422, body: { code: '21' } })
  expect((await read(sandbox, id)).status).toBe('CREATED')
})

test.each([
  [{}, '12'],
  [{ accountId: '' }, '11'],
  [{ accountId: 7 }, '11'],
  [{ accountId: PESOS, expectedAmount: '-1' }, '11'],
  [{ accountId: PESOS, expectedAmount: 50000 }, '11'],
])('an assignment that cannot be is refused: %o', async (body, code) => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const answer = await sandbox.request('POST', path(id), body)

  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code })
})

test("neither another tenant's deposit nor another tenant's account is found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const payment = await sandbox.request('POST', path(id), { accountId: OTHERS_ACCOUNT }, BY_OTHER)
  const target = await sandbox.request('POST', path(id), { accountId: OTHERS_ACCOUNT })

  for (const answer of [payment, target]) expect(answer).toMatchObject({ status: 404, body: { code: '31' } })
  expect(await held(sandbox, OTHERS_ACCOUNT, 'other')).toEqual({ balance: '750000', availableFunds: '750000' })
})
