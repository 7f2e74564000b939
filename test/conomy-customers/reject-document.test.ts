import { expect, test } from 'vitest'
import { ANA, CARLOS, OTHERS, PENDING, REJECTED } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

/** Documented by its first document; the second one is uploaded. */
const VALENTINA = '69a000000000000000000003'
const reject = (id: string, index: number | string = 0) => `/_sandbox/conomy/customers/${id}/documents/${index}/reject`
const reason = 'The photo is not readable'

test('row 37: a document is rejected with a reason, and not without one', async () => {
  const sandbox = await freshSandbox()

  const without = await sandbox.request('POST', reject(ANA), {})
  const withReason = await sandbox.request('POST', reject(ANA), { reason })

  expect(without).toMatchObject({ status: 400, body: { vendorError: { status: 400, body: { code: '12' } } } })
  expect(withReason.status).toBe(200)
  expect(withReason.body).toMatchObject({
    isDocumented: false,
    operationLevel: 'BASIC',
    documents: [{ status: 'REJECTED', rejectionReason: reason }],
    updatedAt: '2026-04-20T12:00:00Z',
  })
  expect(sandbox.messages()).toEqual([])
})

test('no body at all is a missing reason, and an empty reason is a wrong one', async () => {
  const sandbox = await freshSandbox()

  const noBody = await sandbox.request('POST', reject(ANA))
  const blank = await sandbox.request('POST', reject(ANA), { reason: '  ' })
  const long = await sandbox.request('POST', reject(ANA), { reason: 'x'.repeat(10_000) })

  expect(noBody).toMatchObject({ status: 400, body: { vendorError: { body: { code: '12' } } } })
  expect(noBody.body.errors).toEqual([{ in: 'body', field: 'reason', message: 'reason is required' }])
  expect(blank).toMatchObject({ status: 400, body: { vendorError: { body: { code: '11' } } } })
  expect(long).toMatchObject({ status: 400, body: { vendorError: { body: { code: '11' } } } })
  const { body: customer } = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  expect(customer.documents).toMatchObject([{ status: 'UPLOADED' }])
})

test('a customer stays documented when another document is rejected', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', reject(VALENTINA, 1), { reason })

  expect(status).toBe(200)
  expect(body).toMatchObject({ isDocumented: true, documents: [{ status: 'APPROVED' }, { status: 'REJECTED' }] })
  expect(sandbox.messages()).toEqual([])
})

test('a document that is pending or decided cannot be rejected, and the answer says what can be done', async () => {
  const sandbox = await freshSandbox()

  const pending = await sandbox.request('POST', reject(PENDING), { reason })
  const approved = await sandbox.request('POST', reject(CARLOS), { reason })
  const rejected = await sandbox.request('POST', reject(REJECTED), { reason: 'Another one' })

  expect(pending).toMatchObject({ status: 409, body: { allowed: ['upload'] } })
  expect(approved).toMatchObject({ status: 409, body: { allowed: [] } })
  expect(rejected).toMatchObject({ status: 409, body: { allowed: [] } })
  for (const { body } of [pending, approved, rejected]) {
    expect(body.vendorError).toMatchObject({ status: 422, body: { code: '21' } })
  }
})

test('a document or a customer that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const noDocument = await sandbox.request('POST', reject(OTHERS), { reason })
  const noCustomer = await sandbox.request('POST', reject('nobody'), { reason })
  const noNumber = await sandbox.request('POST', reject(ANA, '1.5'), { reason })

  expect(noDocument).toMatchObject({ status: 404, body: { vendorError: { status: 404, body: { code: '31' } } } })
  expect(noCustomer.status).toBe(404)
  expect(noNumber.status).toBe(400)
})
