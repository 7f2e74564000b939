import { expect, test } from 'vitest'
import { ANA, CARLOS, createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const documentsOf = (id: string) => `/conomy/customers/${id}/documents?clientId=demo-client`
const UNKNOWN = '69a0000000000000000000ff'

test('row 29: a document with a URL is uploaded, and does not make the customer documented', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  const input = { type: 'kyc', url: 'https://documents.conomyhq.com/front.jpg', contentType: 'image/jpeg' }
  await sandbox.clock.advance(60_000)

  const { status, body } = await sandbox.request('POST', documentsOf(id), input)

  const document = { ...input, status: 'UPLOADED', uploadedAt: '2026-04-20T12:01:00Z' }
  expect(status).toBe(201)
  expect(body).toEqual({ customerId: id, document, isDocumented: false })
  const { body: customer } = await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)
  expect(customer).toMatchObject({
    documents: [document],
    isDocumented: false,
    operationLevel: 'BASIC',
    updatedAt: '2026-04-20T12:01:00Z',
  })
  expect(sandbox.messages()).toEqual([])
})

test('row 30: a document without a URL waits for its upload', async () => {
  const sandbox = await freshSandbox()

  const absent = await sandbox.request('POST', documentsOf(ANA), { type: 'kyc' })
  const empty = await sandbox.request('POST', documentsOf(ANA), { type: 'kyc', url: null, contentType: ' ' })

  expect(absent.status).toBe(201)
  expect(absent.body.document).toEqual({ type: 'kyc', status: 'PENDING_UPLOAD' })
  expect(empty.body.document).toEqual({ type: 'kyc', status: 'PENDING_UPLOAD' })
})

test('row 31: a document without a type is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', documentsOf(ANA), { url: 'https://example.com/front.jpg' })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: 'type is required' })
})

test('row 32: a document type that does not exist is refused, and the answer lists those that do', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', documentsOf(ANA), { type: 'selfie' })

  expect(status).toBe(400)
  expect(body).toMatchObject({
    code: '11',
    detail: 'type must be one of kyc, source_of_funds, invoice, contract, other',
  })
})

test('row 39: another document of a documented customer leaves it documented', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', documentsOf(CARLOS), { type: 'invoice' })

  expect(status).toBe(201)
  expect(body).toMatchObject({ customerId: CARLOS, document: { status: 'PENDING_UPLOAD' }, isDocumented: true })
  expect(sandbox.messages()).toEqual([])
})

test('all five types are taken, in any case, and kept in lower case', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)

  for (const type of ['kyc', 'SOURCE_OF_FUNDS', 'Invoice', 'contract', 'OTHER']) {
    const { status, body } = await sandbox.request('POST', documentsOf(id), { type })
    expect({ status, type: body.document.type }).toEqual({ status: 201, type: type.toLowerCase() })
  }
})

test('documents stay in the order they were registered', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', documentsOf(ANA), { type: 'invoice' })
  await sandbox.request('POST', documentsOf(ANA), { type: 'contract', url: 'http://example.com/contract' })

  const { body } = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)

  expect(body.documents).toMatchObject([
    { type: 'kyc', status: 'UPLOADED' },
    { type: 'invoice', status: 'PENDING_UPLOAD' },
    { type: 'contract', status: 'UPLOADED' },
  ])
})

test('a URL that is not http or https is refused', async () => {
  const sandbox = await freshSandbox()

  for (const url of ['ftp://example.com/front.jpg', 'front.jpg', 'javascript:alert(1)', 'https://', 'https://a b', 5]) {
    const { status, body } = await sandbox.request('POST', documentsOf(ANA), { type: 'kyc', url })
    expect({ url, status, code: body.code }).toEqual({ url, status: 400, code: '11' })
  }
})

test('the server decides on the state of a document', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', documentsOf(ANA), {
    type: 'kyc',
    status: 'APPROVED',
    uploadedAt: '2000-01-01T00:00:00Z',
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ document: { type: 'kyc', status: 'PENDING_UPLOAD' }, isDocumented: false })
})

test('a customer that does not exist gets no documents', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', documentsOf(UNKNOWN), { type: 'kyc' })

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31', detail: `Customer ${UNKNOWN} was not found` })
})

test('a document cannot be registered without clientId', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `/conomy/customers/${ANA}/documents`, { type: 'kyc' })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: 'clientId is required' })
})
