import { expect, test } from 'vitest'
import { ANA, CARLOS, PENDING, REJECTED } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const upload = (id: string, index: number | string = 0) => `/_sandbox/conomy/customers/${id}/documents/${index}/upload`

test('a pending document is uploaded when its bytes arrive, and can then be approved', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', upload(PENDING), { url: 'https://example.com/front.jpg' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: PENDING, isDocumented: false, updatedAt: '2026-04-20T12:00:00Z' })
  expect(body.documents).toEqual([
    {
      type: 'kyc',
      url: 'https://example.com/front.jpg',
      contentType: 'image/jpeg',
      status: 'UPLOADED',
      uploadedAt: '2026-04-20T12:00:00Z',
    },
  ])
  expect(sandbox.messages()).toEqual([])
  const approved = await sandbox.request('POST', `/_sandbox/conomy/customers/${PENDING}/documents/0/approve`)
  expect(approved).toMatchObject({ status: 200, body: { isDocumented: true } })
})

test('nothing has to be said of the bytes that arrive', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', upload(PENDING))

  expect(status).toBe(200)
  expect(body.documents).toEqual([
    { type: 'kyc', contentType: 'image/jpeg', status: 'UPLOADED', uploadedAt: '2026-04-20T12:00:00Z' },
  ])
})

test('the bytes may be of another type than was announced', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', upload(PENDING), { contentType: 'application/pdf' })

  expect(body.documents).toMatchObject([{ contentType: 'application/pdf', status: 'UPLOADED' }])
})

test('a document that is uploaded or decided waits for no bytes, and the answer says what can be done', async () => {
  const sandbox = await freshSandbox()

  const uploaded = await sandbox.request('POST', upload(ANA))
  const approved = await sandbox.request('POST', upload(CARLOS))
  const rejected = await sandbox.request('POST', upload(REJECTED))

  expect(uploaded).toMatchObject({ status: 409, body: { allowed: ['approve', 'reject'] } })
  expect(approved).toMatchObject({ status: 409, body: { allowed: [] } })
  expect(rejected).toMatchObject({ status: 409, body: { allowed: [] } })
  for (const { body } of [uploaded, approved, rejected]) {
    expect(body.vendorError).toMatchObject({ status: 422, body: { code: '21', type: 'failedPrecondition' } })
  }
})

test('a URL that is not http or https is refused, and the document still waits', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', upload(PENDING), { url: 'file:///etc/passwd' })

  expect(status).toBe(400)
  expect(body).toMatchObject({
    errors: [{ in: 'body', field: 'url', message: 'url must be an http or https URL' }],
    vendorError: { status: 400, body: { code: '11' } },
  })
  const { body: customer } = await sandbox.request('GET', `/conomy/customers/${PENDING}?clientId=demo-client`)
  expect(customer.documents).toMatchObject([{ status: 'PENDING_UPLOAD' }])
})

test('a document or a customer that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const noDocument = await sandbox.request('POST', upload(PENDING, 1))
  const noCustomer = await sandbox.request('POST', upload('nobody'))
  const noNumber = await sandbox.request('POST', upload(PENDING, '-1'))

  expect(noDocument).toMatchObject({ status: 404, body: { vendorError: { status: 404, body: { code: '31' } } } })
  expect(noDocument.body.detail).toBe(`Customer ${PENDING} has no document 1; it has 1`)
  expect(noCustomer.status).toBe(404)
  expect(noNumber.status).toBe(400)
})
