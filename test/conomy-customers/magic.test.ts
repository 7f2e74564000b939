import { expect, test } from 'vitest'
import { A_PAYER, deposit, depositInReview, read, resolve, told, uploadPaper } from '../conomy-gateway/payments.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const A_DOCUMENT = { type: 'kyc', url: 'https://example.com/front.jpg', contentType: 'image/jpeg' }

const upload = (sandbox: TestSandbox, id: string, document: object = A_DOCUMENT) =>
  sandbox.request('POST', `/conomy/customers/${id}/documents?clientId=demo-client`, document)

const customerNow = async (sandbox: TestSandbox, id: string) =>
  (await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)).body

test('a document of a customer who wishes it is approved, and the client is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'ana+approve@example.com' })

  const { body } = await upload(sandbox, id)

  expect(body).toMatchObject({ document: { status: 'UPLOADED' }, isDocumented: false })
  expect(await customerNow(sandbox, id)).toMatchObject({ isDocumented: true, documents: [{ status: 'APPROVED' }] })
  expect(sandbox.messages()).toMatchObject([{ event: 'customer.levelChanged', data: { customer: { id } } }])
})

test('a document of a customer who wishes it is rejected, with a reason, and nobody is told', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'reject@example.com' })

  await upload(sandbox, id)

  const document = { status: 'REJECTED', rejectionReason: 'The document is not legible' }
  expect(await customerNow(sandbox, id)).toMatchObject({ isDocumented: false, documents: [document] })
  expect(sandbox.messages()).toEqual([])
})

test('the same through the gateway’s contract', async () => {
  const sandbox = await freshSandbox()
  const headers = { 'conomyhq-api-version': '24-04-2025' }
  const customer = { firstName: 'Ana', email: 'approve@example.com' }
  const { body } = await sandbox.request('POST', '/conomy/customers', customer, { headers })

  await sandbox.request('POST', `/conomy/customers/${body.id}/documents`, A_DOCUMENT, { headers })

  expect(await customerNow(sandbox, body.id)).toMatchObject({ documents: [{ status: 'APPROVED' }] })
})

test('a document that waits for its bytes is decided when they arrive', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'approve@example.com' })
  await upload(sandbox, id, { type: 'kyc' })
  const before = await customerNow(sandbox, id)

  const { body } = await sandbox.request('POST', `/_sandbox/conomy/customers/${id}/documents/0/upload`)

  expect(before.documents).toMatchObject([{ status: 'PENDING_UPLOAD' }])
  expect(body.documents).toMatchObject([{ status: 'APPROVED' }])
})

test.each([
  ['slow@example.com', 'APPROVED'],
  ['slow+reject@example.com', 'REJECTED'],
])('a document of %s is decided ten seconds later', async (email, status) => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email })
  await upload(sandbox, id)
  await sandbox.clock.advance(9000)
  await upload(sandbox, id)
  const before = await customerNow(sandbox, id)

  const fired = await sandbox.clock.advance(1000)

  expect(before.documents).toMatchObject([{ status: 'UPLOADED' }, { status: 'UPLOADED' }])
  expect(fired).toMatchObject([{ what: `documents of customer ${id} are decided` }])
  expect((await customerNow(sandbox, id)).documents).toMatchObject([{ status }, { status: 'UPLOADED' }])
  await sandbox.clock.advance(9000)
  expect((await customerNow(sandbox, id)).documents).toMatchObject([{ status }, { status }])
})

test('a slow decision survives a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await createCustomer(first, { email: 'slow@example.com' })
  await upload(first, id)
  await first.close()
  const second = await freshSandbox({ data })

  await second.clock.advance(10_000)

  expect(await customerNow(second, id)).toMatchObject({ isDocumented: true })
})

test('an operator may be quicker than a slow decision', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'slow@example.com' })
  await upload(sandbox, id)
  await sandbox.request('POST', `/_sandbox/conomy/customers/${id}/documents/0/reject`, { reason: 'blurred' })

  const fired = await sandbox.clock.advance(60_000)

  expect(fired).toEqual([])
  expect(await customerNow(sandbox, id)).toMatchObject({ documents: [{ rejectionReason: 'blurred' }] })
})

test('whoever takes the word out of the e-mail waits for an operator again', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'slow@example.com' })
  await upload(sandbox, id)
  await sandbox.request('PATCH', `/conomy/customers/${id}?clientId=demo-client`, { email: 'ana@example.com' })

  const fired = await sandbox.clock.advance(60_000)

  expect(fired).toEqual([])
  expect(await customerNow(sandbox, id)).toMatchObject({ documents: [{ status: 'UPLOADED' }] })
})

test('a payment of a customer who wishes for a review waits for one, however small, until a document is approved', async () => {
  const sandbox = await freshSandbox()
  const payer = { ...A_PAYER, email: 'luz+review@example.com' }
  const first = await deposit(sandbox, { amount: '500', payer })
  await uploadPaper(sandbox, first.id)
  await resolve(sandbox, first.id, 'APPROVED')

  const second = await deposit(sandbox, { amount: '500', payer, providerReference: 'vw-2' })

  expect(first).toMatchObject({ status: 'REQUIRES_REVIEW' })
  expect(second.status).not.toBe('REQUIRES_REVIEW')
})

test.each([
  ['luz+approve@example.com', 'CAPTURED', 'APPROVED'],
  ['luz+reject@example.com', 'FAILED', 'REJECTED'],
])('the review of a payment of %s is resolved when it has its paper', async (email, status, documentationStatus) => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox, { payer: { ...A_PAYER, email } })

  const answer = await uploadPaper(sandbox, id)

  expect(answer).toMatchObject({ status: 'REQUIRES_REVIEW', documentationStatus: 'UPLOADED' })
  expect(await read(sandbox, id)).toMatchObject({ status, documentationStatus })
  expect(told(sandbox)).toContain('payment.reviewResolved')
})

test('a slow review is resolved ten seconds after its paper has come', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox, { payer: { ...A_PAYER, email: 'slow@example.com' } })
  await uploadPaper(sandbox, id)
  await sandbox.clock.advance(9999)
  const before = await read(sandbox, id)

  const fired = await sandbox.clock.advance(1)

  expect(before).toMatchObject({ status: 'REQUIRES_REVIEW' })
  expect(fired).toMatchObject([{ what: `the review of payment ${id} is resolved` }])
  expect(await read(sandbox, id)).toMatchObject({ status: 'CAPTURED' })
})
