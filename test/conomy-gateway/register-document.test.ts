import { expect, test } from 'vitest'
import { ANA, CARLOS } from '../support/conomy.ts'
import { VERSION, VERSION_BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const path = (id: string): string => `/conomy/customers/${id}/documents`

test('with the version header a document is registered without clientId, and the other contract shows it', async () => {
  const sandbox = await freshSandbox()
  const document = { type: 'SOURCE_OF_FUNDS', url: 'https://example.com/paper', contentType: 'application/pdf' }

  const { status, body } = await sandbox.request('POST', path(ANA), document, VERSION)

  const registered = {
    ...document,
    type: 'source_of_funds',
    status: 'UPLOADED',
    uploadedAt: '2026-04-20T12:00:00Z',
  }
  expect(status).toBe(201)
  expect(body).toEqual({ customerId: ANA, document: registered, isDocumented: false })
  const customer = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  expect(customer.body.documents).toEqual([expect.anything(), registered])
})

test('without a URL it waits for its bytes, and a documented customer stays documented', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', path(CARLOS), { type: 'invoice' }, VERSION)

  expect(body).toEqual({
    customerId: CARLOS,
    document: { type: 'invoice', status: 'PENDING_UPLOAD' },
    isDocumented: true,
  })
})

test('without the version header clientId is required', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', path(ANA), { type: 'kyc' })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: expect.stringContaining('clientId') })
})

test.each([
  [{}, '12'],
  [{ type: 'selfie' }, '11'],
  [{ type: 'kyc', url: 'ftp://example.com' }, '11'],
])('a document that cannot be is refused: %o', async (document, code) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', path(ANA), document, VERSION)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code })
})

test("another tenant's customer is not found and gets no document", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', path(ANA), { type: 'kyc' }, VERSION_BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  const customer = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  expect(customer.body.documents).toHaveLength(1)
})
