import { expect, test } from 'vitest'
import { BY_OTHER, CAMILAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_WITHDRAWAL, depositInReview, held, hours, pay, read, told } from './payments.ts'

const capture = (id: string): string => `/conomy/payments/${id}/captured`

test('a payer who confirms makes the payment CAPTURED, and no money moves', async () => {
  const sandbox = await freshSandbox()
  const payment = await pay(sandbox, A_WITHDRAWAL)

  const { status, body } = await sandbox.request('POST', capture(payment.id))

  expect(status).toBe(200)
  expect(body).toEqual({ ...payment, status: 'CAPTURED' })
  expect(await read(sandbox, payment.id)).toEqual(body)
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '100000' })
})

test('a captured payment does not expire', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)
  await sandbox.request('POST', capture(id))

  await sandbox.clock.advance(hours(49))

  expect((await read(sandbox, id)).status).toBe('CAPTURED')
})

test('a payment is captured once, and not while it is in review', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)
  await sandbox.request('POST', capture(id))
  const inReview = await depositInReview(sandbox)
  const before = told(sandbox)

  for (const answer of [
    await sandbox.request('POST', capture(id)),
    await sandbox.request('POST', capture(inReview.id)),
  ]) {
    expect(answer).toMatchObject({ status: 422, body: { code: '21', type: 'failedPrecondition' } })
  }
  expect(told(sandbox)).toEqual(before)
})

test("another tenant's payment is not found and stays as it is", async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', capture(id), undefined, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect((await read(sandbox, id)).status).toBe('CREATED')
})
