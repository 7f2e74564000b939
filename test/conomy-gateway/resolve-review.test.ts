import { expect, test } from 'vitest'
import { createCustomer } from '../support/conomy.ts'
import { BY_OTHER, OPERATIONS } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import {
  A_WITHDRAWAL,
  account,
  deposit,
  depositInReview,
  held,
  listed,
  OPERATIONS_NUMBER,
  pay,
  read,
  resolve,
  told,
  uploadPaper,
} from './payments.ts'

const path = (id: string): string => `/conomy/payments/${id}/resolveReview`

/** The customer as the tenant's contract shows it. */
async function customer(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)).body
}

test.each(['resolveReview', 'resolve-review'])(
  'row 49: an approved payment is CAPTURED and told as approved and resolved, with %s',
  async (spelling) => {
    const sandbox = await freshSandbox()
    const { id } = await depositInReview(sandbox)
    await uploadPaper(sandbox, id)
    const before = told(sandbox).length

    const { status, body } = await sandbox.request('POST', `/conomy/payments/${id}/${spelling}`, {
      decision: 'APPROVED',
    })

    expect(status).toBe(200)
    expect(body).toEqual({
      paymentId: id,
      status: 'CAPTURED',
      documentationStatus: 'APPROVED',
      reviewDecision: 'APPROVED',
      reviewedAt: '2026-04-20T12:00:00Z',
    })
    expect(await read(sandbox, id)).toMatchObject({
      status: 'CAPTURED',
      documentationStatus: 'APPROVED',
      documents: [{ status: 'APPROVED' }],
    })
    const events = told(sandbox).slice(before)
    expect(events.filter((event) => event.startsWith('payment.'))).toEqual([
      'payment.reviewApproved',
      'payment.reviewResolved',
    ])
    expect(events.filter((event) => event === 'transaction.status_changed')).toHaveLength(1)
  },
)

test('an approval keeps the papers on the customer, who is documented from then on', async () => {
  const sandbox = await freshSandbox()
  const { id, customerId } = await depositInReview(sandbox)
  await uploadPaper(sandbox, id)
  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'kyc' })

  await resolve(sandbox, id, 'APPROVED')

  const after = await customer(sandbox, customerId)
  expect(after).toMatchObject({ isDocumented: true, operationLevel: 'BASIC', autoCreated: true })
  expect(after.documents).toEqual([
    {
      type: 'source_of_funds',
      url: 'https://example.com/paper',
      status: 'APPROVED',
      uploadedAt: '2026-04-20T12:00:00Z',
    },
  ])
  expect(told(sandbox).filter((event) => event === 'customer.levelChanged')).toHaveLength(1)
})

test('a forced review of a documented customer adds the papers and does not tell the level again', async () => {
  const sandbox = await freshSandbox()
  const first = await depositInReview(sandbox)
  await uploadPaper(sandbox, first.id)
  await resolve(sandbox, first.id, 'APPROVED')
  const second = await depositInReview(sandbox, { providerReference: 'vw-2' })
  await sandbox.request('POST', `/conomy/payments/${second.id}/requestReview`, { force: true })
  await uploadPaper(sandbox, second.id)

  await resolve(sandbox, second.id, 'APPROVED')

  expect((await customer(sandbox, first.customerId)).documents).toHaveLength(2)
  expect(told(sandbox).filter((event) => event === 'customer.levelChanged')).toHaveLength(1)
})

test('an approved payment goes on: its money moves when it is received', async () => {
  const sandbox = await freshSandbox()
  const { id: customerId } = await createCustomer(sandbox)
  const { id } = await pay(sandbox, {
    ...A_WITHDRAWAL,
    totalAmount: '1000000',
    origins: [account(OPERATIONS_NUMBER)],
    customerId,
  })
  await uploadPaper(sandbox, id)

  await resolve(sandbox, id, 'APPROVED')
  const between = await held(sandbox, OPERATIONS)
  await sandbox.request('POST', '/conomy/payments/received', { id })

  expect(between).toEqual({ balance: '5000000', availableFunds: '4000000' })
  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '4000000', availableFunds: '4000000' })
})

test('row 50: a rejected deposit is FAILED, told as rejected and resolved, and refunded by a child payment', async () => {
  const sandbox = await freshSandbox()
  const made = await depositInReview(sandbox)
  await uploadPaper(sandbox, made.id)
  const before = told(sandbox).length

  const { status, body } = await sandbox.request('POST', path(made.id), {
    decision: 'REJECTED',
    rejectionReason: 'The paper is not readable',
  })

  expect(status).toBe(200)
  expect(body).toEqual({
    paymentId: made.id,
    status: 'FAILED',
    documentationStatus: 'REJECTED',
    reviewDecision: 'REJECTED',
    reviewedAt: '2026-04-20T12:00:00Z',
  })
  const [parent, refund] = await listed(sandbox)
  expect(parent).toMatchObject({
    status: 'FAILED',
    documents: [{ status: 'REJECTED', rejectionReason: 'The paper is not readable' }],
  })
  expect(refund).toMatchObject({
    type: 'REFUND',
    status: 'RECEIVED',
    totalAmount: '1500000',
    currency: 'ARS',
    parentPaymentId: made.id,
    customerId: made.customerId,
    destinations: made.origins,
    documents: [],
    documentationStatus: null,
    expiresAt: null,
  })
  expect(
    told(sandbox)
      .slice(before)
      .filter((event) => event.startsWith('payment.')),
  ).toEqual(['payment.reviewRejected', 'payment.reviewResolved', 'payment.refund.created'])
})

test('a rejected withdrawal gives back what was reserved, without a refund', async () => {
  const sandbox = await freshSandbox()
  const { id: customerId } = await createCustomer(sandbox)
  const { id } = await pay(sandbox, {
    ...A_WITHDRAWAL,
    totalAmount: '1000000',
    origins: [account(OPERATIONS_NUMBER)],
    customerId,
  })

  await resolve(sandbox, id, 'REJECTED')

  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '5000000', availableFunds: '5000000' })
  expect(await listed(sandbox)).toHaveLength(1)
})

test('a rejection leaves the customer undocumented', async () => {
  const sandbox = await freshSandbox()
  const { id, customerId } = await depositInReview(sandbox)
  await uploadPaper(sandbox, id)

  await resolve(sandbox, id, 'REJECTED')

  expect(await customer(sandbox, customerId)).toMatchObject({ isDocumented: false, documents: [] })
})

test('nothing can be approved on a paper that is not there', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'kyc' })

  const { status, body } = await sandbox.request('POST', path(id), { decision: 'APPROVED' })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21' })
  expect((await read(sandbox, id)).status).toBe('REQUIRES_REVIEW')
})

test('row 51: a payment that is not in review, or not any more, cannot be decided', async () => {
  const sandbox = await freshSandbox()
  const never = await deposit(sandbox, { providerReference: 'vw-2' })
  const decided = await depositInReview(sandbox)
  await resolve(sandbox, decided.id, 'REJECTED')
  const before = told(sandbox)

  for (const { id } of [never, decided]) {
    for (const decision of ['APPROVED', 'REJECTED']) {
      const { status, body } = await sandbox.request('POST', path(id), { decision })
      expect(status).toBe(422)
      expect(body).toMatchObject({ code: '21', type: 'failedPrecondition' })
    }
  }
  expect(told(sandbox)).toEqual(before)
})

test.each([
  [{}, '12'],
  [{ decision: 'MAYBE' }, '11'],
  [{ decision: 'approved' }, '11'],
  [{ decision: 'REJECTED', rejectionReason: 7 }, '11'],
])('a decision that cannot be is refused: %o', async (body, code) => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const answer = await sandbox.request('POST', path(id), body)

  expect(answer).toMatchObject({ status: 400, body: { code } })
  expect((await read(sandbox, id)).status).toBe('REQUIRES_REVIEW')
})

test("another tenant's payment is not found and stays in review", async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), { decision: 'REJECTED' }, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect((await read(sandbox, id)).status).toBe('REQUIRES_REVIEW')
})

test('a second review starts without papers, and its approval puts only the new one on file', async () => {
  const sandbox = await freshSandbox()
  const { id, customerId } = await depositInReview(sandbox)
  await uploadPaper(sandbox, id)
  await resolve(sandbox, id, 'APPROVED')

  const again = await sandbox.request('POST', `/conomy/payments/${id}/requestReview`, { force: true })
  await uploadPaper(sandbox, id)
  await resolve(sandbox, id, 'APPROVED')

  expect(again.body).toMatchObject({ status: 'REQUIRES_REVIEW', documentationStatus: 'PENDING_UPLOAD' })
  expect((await customer(sandbox, customerId)).documents).toHaveLength(2)
})
