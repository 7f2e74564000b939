import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { ANA, CARLOS, PENDING } from '../support/conomy.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 33: an uploaded document that is approved makes the customer documented and leaves the level alone', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ isDocumented: true, operationLevel: 'BASIC', documents: [{ status: 'APPROVED' }] })
})

test('row 34: the first approval sends exactly one customer.levelChanged, with a count and no URL', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await sandbox.request('POST', '/_sandbox/webhooks/endpoints', { vendor: 'conomy', url: receiver.url })

  await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)
  await sandbox.settled()

  expect(sandbox.messages()).toHaveLength(1)
  expect(receiver.received).toHaveLength(1)
  const { body = '', headers } = receiver.received[0] ?? {}
  expect(JSON.parse(body)).toEqual({
    eventType: 'customer.levelChanged',
    timestamp: '2026-04-20T12:00:00Z',
    customer: {
      id: ANA,
      clientId: 'demo-client',
      firstName: 'Ana',
      lastName: 'García',
      email: 'ana.garcia@example.com',
      documentNumber: '27987654321',
      operationLevel: 'BASIC',
      autoCreated: false,
      documentsCount: 1,
    },
  })
  expect(body).not.toContain('http')
  expect(headers?.['x-webhook-signature']).toBe(createHmac('sha256', 'demo-webhook-secret').update(body).digest('hex'))
})

test('row 35: approving another document of a documented customer sends nothing', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', `/conomy/customers/${CARLOS}/documents?clientId=demo-client`, {
    type: 'other',
    url: 'https://example.com/paper',
  })

  const { status } = await sandbox.request('POST', `/_sandbox/conomy/customers/${CARLOS}/documents/1/approve`)

  expect(status).toBe(200)
  expect(sandbox.messages()).toEqual([])
})

test('row 38: a document that is pending or decided cannot be approved, and the answer says what can be done', async () => {
  const sandbox = await freshSandbox()

  const pending = await sandbox.request('POST', `/_sandbox/conomy/customers/${PENDING}/documents/0/approve`)
  const decided = await sandbox.request('POST', `/_sandbox/conomy/customers/${CARLOS}/documents/0/approve`)

  expect(pending.status).toBe(409)
  expect(pending.body).toMatchObject({ allowed: ['upload'], vendorError: { status: 422, body: { code: '21' } } })
  expect(decided.status).toBe(409)
  expect(decided.body).toMatchObject({ allowed: [], vendorError: { status: 422, body: { code: '21' } } })
  expect(sandbox.messages()).toEqual([])
})

test('a document or a customer that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const noDocument = await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/7/approve`)
  const noCustomer = await sandbox.request('POST', '/_sandbox/conomy/customers/nobody/documents/0/approve')
  const noNumber = await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/first/approve`)

  expect(noDocument.status).toBe(404)
  expect(noCustomer.status).toBe(404)
  expect(noNumber.status).toBe(400)
})
