import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { depositInReview, pay, read, told, uploadPaper } from './payments.ts'

const path = (id: string): string => `/conomy/payments/${id}/documents`
const PAPER = { type: 'source_of_funds', url: 'https://example.com/paper', contentType: 'application/pdf' }

test('row 48: a payment in review gets its document, which is UPLOADED at once when its URL is known', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), PAPER)

  expect(status).toBe(201)
  const document = { ...PAPER, status: 'UPLOADED', uploadedAt: '2026-04-20T12:00:00Z' }
  expect(body).toEqual({ paymentId: id, status: 'REQUIRES_REVIEW', documentationStatus: 'UPLOADED', document })
  expect(await read(sandbox, id)).toMatchObject({ documentationStatus: 'UPLOADED', documents: [document] })
})

test('without a URL the document waits for its bytes', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { body } = await sandbox.request('POST', path(id), { type: 'KYC' })

  expect(body).toMatchObject({
    documentationStatus: 'PENDING_UPLOAD',
    document: { type: 'kyc', status: 'PENDING_UPLOAD' },
  })
})

test('one uploaded document among several is enough for the payment to be UPLOADED', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  await sandbox.request('POST', path(id), { type: 'kyc' })
  await uploadPaper(sandbox, id)
  await sandbox.request('POST', path(id), { type: 'invoice' })

  const { documents, documentationStatus } = await read(sandbox, id)
  expect(documents).toMatchObject([{ type: 'kyc' }, { type: 'source_of_funds' }, { type: 'invoice' }])
  expect(documentationStatus).toBe('UPLOADED')
})

test('a document tells nobody anything, and moves updatedAt', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const before = told(sandbox)
  await sandbox.clock.advance(60_000)

  await uploadPaper(sandbox, id)

  expect(told(sandbox)).toEqual(before)
  expect((await read(sandbox, id)).updatedAt).toBe('2026-04-20T12:01:00Z')
})

test('a payment that is not in review takes no document', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), PAPER)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21', type: 'failedPrecondition' })
  expect((await read(sandbox, id)).documents).toEqual([])
})

test.each([
  [{}, '12'],
  [{ url: PAPER.url }, '12'],
  [{ type: 'selfie' }, '11'],
  [{ type: 7 }, '11'],
  [{ type: 'kyc', url: 'ftp://example.com/paper' }, '11'],
])('a document that cannot be is refused: %o', async (document, code) => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), document)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code })
  expect((await read(sandbox, id)).documents).toEqual([])
})

test("another tenant's payment is not found and gets no document", async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), PAPER, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  expect((await read(sandbox, id)).documents).toEqual([])
})
