import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { depositInReview, pay } from './payments.ts'

const path = (id: string): string => `/conomy/payments/${id}/documents/presign`
const WANTED = { type: 'kyc', contentType: 'image/png' }

test('a place is promised for fifteen minutes, under a key that says whose it is', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), WANTED)

  const key = `payments/${id}/kyc/20260420T120000Z`
  expect(status).toBe(200)
  expect(body).toEqual({
    url: 'http://localhost:4010/conomy/uploads',
    fields: { 'Content-Type': 'image/png', key },
    canonicalUrl: `http://localhost:4010/conomy/files/${key}`,
    expiresAt: '2026-04-20T12:15:00Z',
  })
})

test('the type is taken in any case and stored in lower case', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { body } = await sandbox.request('POST', path(id), { ...WANTED, type: 'SOURCE_OF_FUNDS' })

  expect(body.fields.key).toBe(`payments/${id}/source_of_funds/20260420T120000Z`)
})

test('a payment that is not in review gets no place', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), WANTED)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21' })
})

test.each([
  [{ contentType: 'image/png' }, '12'],
  [{ type: 'kyc' }, '12'],
  [{ ...WANTED, type: 'selfie' }, '11'],
  [{ ...WANTED, contentType: 'png' }, '11'],
  [{ ...WANTED, contentType: 7 }, '11'],
])('a place that cannot be is refused: %o', async (wanted, code) => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), wanted)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code })
})

test("another tenant's payment is not found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)

  const { status, body } = await sandbox.request('POST', path(id), WANTED, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
})
