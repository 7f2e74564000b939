import { expect, test } from 'vitest'
import { CARLOS, createCustomer } from '../support/conomy.ts'
import { BY_OTHER, CAMILAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_WITHDRAWAL, deposit, depositInReview, held, hours, listed, pay, read, told } from './payments.ts'

const path = (id: string): string => `/conomy/payments/${id}/requestReview`

test.each(['requestReview', 'request-review'])('a payment is put into review with %s', async (spelling) => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  const before = told(sandbox).length

  const { status, body } = await sandbox.request('POST', `/conomy/payments/${id}/${spelling}`)

  expect(status).toBe(202)
  expect(body).toEqual({
    paymentId: id,
    status: 'REQUIRES_REVIEW',
    documentationStatus: 'PENDING_UPLOAD',
    reason: 'manual',
    detail: expect.any(String),
    alreadyFlagged: false,
    bypassed: false,
  })
  expect(await read(sandbox, id)).toMatchObject({ status: 'REQUIRES_REVIEW', reviewReason: 'manual' })
  expect(told(sandbox).slice(before)).toEqual(['payment.requiresReview', 'transaction.status_changed'])
})

test('a reason is kept, and the threshold is named when it is reached', async () => {
  const sandbox = await freshSandbox()
  const customer = await createCustomer(sandbox)
  const small = await pay(sandbox, { customerId: customer.id })
  const large = await depositInReview(sandbox)

  const own = await sandbox.request('POST', path(small.id), { reason: 'unusual hour' })
  const threshold = await sandbox.request('POST', path(large.id), {})

  expect(own.body).toMatchObject({ reason: 'unusual hour' })
  expect((await read(sandbox, small.id)).reviewReason).toBe('unusual hour')
  expect(threshold.body).toMatchObject({
    reason: 'amount_threshold',
    detail: 'amount=1500000 >= threshold=1000000 ARS',
  })
})

test('a payment that is in review already stays so, and nobody is told again', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const before = told(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), { reason: 'again' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'REQUIRES_REVIEW', alreadyFlagged: true, bypassed: false })
  expect((await read(sandbox, id)).reviewReason).toBe('amount_threshold')
  expect(told(sandbox)).toEqual(before)
})

test('a documented customer is spared, unless it is forced', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, { customerId: CARLOS })

  const spared = await sandbox.request('POST', path(id), { force: false })
  const between = await read(sandbox, id)
  const forced = await sandbox.request('POST', path(id), { force: true })

  expect(spared).toMatchObject({ status: 200, body: { status: 'CREATED', alreadyFlagged: false, bypassed: true } })
  expect(between).toMatchObject({ status: 'CREATED', documentationStatus: null, reviewReason: null })
  expect(forced).toMatchObject({ status: 202, body: { status: 'REQUIRES_REVIEW', bypassed: false } })
})

test('a captured payment can be put into review, keeps its money reserved, and expires when nobody decides', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_WITHDRAWAL)
  await sandbox.request('POST', `/conomy/payments/${id}/captured`)

  const { status } = await sandbox.request('POST', path(id))
  const reserved = await held(sandbox, CAMILAS)
  await sandbox.clock.advance(hours(48))

  expect(status).toBe(202)
  expect(reserved).toEqual({ balance: '120000', availableFunds: '100000' })
  expect((await read(sandbox, id)).status).toBe('EXPIRED')
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
})

test('what is over, what has arrived, and a refund cannot be put into review', async () => {
  const sandbox = await freshSandbox()
  const received = await pay(sandbox)
  await sandbox.request('POST', '/conomy/payments/received', { id: received.id })
  const failed = await deposit(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${failed.id}/fail`)
  const [refund] = await listed(sandbox, '?type=REFUND')

  for (const { id } of [received, failed, refund]) {
    const { status, body } = await sandbox.request('POST', path(id), { force: true })
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: '21' })
  }
})

test.each([{ reason: 7 }, { force: 'yes' }])('a request that cannot be is refused: %o', async (body) => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const answer = await sandbox.request('POST', path(id), body)

  expect(answer).toMatchObject({ status: 400, body: { code: '11' } })
})

test("another tenant's payment is not found and stays as it is", async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), {}, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect((await read(sandbox, id)).status).toBe('CREATED')
})
