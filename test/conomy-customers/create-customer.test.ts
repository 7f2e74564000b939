import { expect, test } from 'vitest'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const LIST = '/conomy/customers?clientId=demo-client&count=500'

test('row 8: an e-mail is enough for a customer, and the rest is as it is by default', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, { email: 'ana@example.com' })

  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    clientId: 'demo-client',
    email: 'ana@example.com',
    operationLevel: 'BASIC',
    autoCreated: false,
    isDocumented: false,
    documents: [],
    createdAt: '2026-04-20T12:00:00Z',
    updatedAt: '2026-04-20T12:00:00Z',
  })
  expect(await sandbox.request('GET', `/conomy/customers/${body.id}?clientId=demo-client`)).toMatchObject({ body })
  expect(sandbox.messages()).toEqual([])
})

test('row 9: a document number is enough for a customer', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, { documentNumber: '23111222331' })

  expect(status).toBe(201)
  expect(body).toMatchObject({ documentNumber: '23111222331', operationLevel: 'BASIC' })
  expect(body).not.toHaveProperty('email')
})

test('row 10: without e-mail and document number a parameter is missing and nothing is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', LIST)

  const absent = await sandbox.request('POST', CREATE, { firstName: 'Ana' })
  const blank = await sandbox.request('POST', CREATE, { email: ' ', documentNumber: '' })
  const removed = await sandbox.request('POST', CREATE, { email: null, documentNumber: null })

  for (const answer of [absent, blank, removed]) {
    expect(answer).toMatchObject({ status: 400, body: { code: '12', type: 'missingParam' } })
  }
  expect((await sandbox.request('GET', LIST)).body).toEqual(before.body)
})

test('row 11: without clientId customers can be neither created nor listed', async () => {
  const sandbox = await freshSandbox()

  const create = await sandbox.request('POST', '/conomy/customers', { email: 'ana@example.com' })
  const list = await sandbox.request('GET', '/conomy/customers')
  const blank = await sandbox.request('GET', '/conomy/customers?clientId=')

  for (const answer of [create, list, blank]) {
    expect(answer).toMatchObject({ status: 400, body: { code: '12', detail: 'clientId is required' } })
  }
})

test('row 12: a customer starts at the level that is asked for', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, { email: 'ana@example.com', operationLevel: 'FULL' })

  expect(status).toBe(201)
  expect(body).toMatchObject({ operationLevel: 'FULL', isDocumented: false })
})

test('row 14: broken JSON cannot be parsed', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, undefined, { raw: '{"email": "ana@example.com"' })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '14', type: 'parsingResource' })
})

test('whatever contact data is sent comes back', async () => {
  const sandbox = await freshSandbox()
  const contact = {
    firstName: 'Ana',
    lastName: 'García',
    email: 'ana.garcia@example.com',
    phoneNumber: '5491122334455',
    phoneNumberPrefix: '+54',
    documentNumber: '27987654321',
    documentType: 'CUIT',
    country: 'AR',
    operationLevel: 'STANDARD',
  }

  const { status, body } = await sandbox.request('POST', CREATE, contact)

  expect(status).toBe(201)
  expect(body).toMatchObject(contact)
})

test('a country may be written with three letters, and a document number is not checked against its type', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, {
    documentNumber: '18604011-4',
    documentType: 'RUT',
    country: 'CHL',
    phoneNumberPrefix: '54',
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ documentNumber: '18604011-4', country: 'CHL', phoneNumberPrefix: '54' })
})

test('what the server owns cannot be set', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, {
    email: 'ana@example.com',
    id: '000000000000000000000000',
    clientId: 'other-client',
    autoCreated: true,
    isDocumented: true,
    documents: [{ type: 'kyc', status: 'APPROVED' }],
    createdAt: '2000-01-01T00:00:00Z',
    updatedAt: '2000-01-01T00:00:00Z',
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ clientId: 'demo-client', autoCreated: false, isDocumented: false, documents: [] })
  expect(body).toMatchObject({ createdAt: '2026-04-20T12:00:00Z', updatedAt: '2026-04-20T12:00:00Z' })
  expect(body.id).not.toBe('000000000000000000000000')
})

test('two customers may have the same e-mail and document number', async () => {
  const sandbox = await freshSandbox()
  const twin = { email: 'ana@example.com', documentNumber: '27000000001' }
  const { id } = await createCustomer(sandbox, twin)

  const { status, body } = await sandbox.request('POST', CREATE, twin)

  expect(status).toBe(201)
  expect(body.id).not.toBe(id)
})

test('a customer for another client is forbidden, whatever the body', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/customers?clientId=other-client', undefined, {
    raw: '{',
  })

  expect(status).toBe(403)
  expect(body).toMatchObject({ code: '43', type: 'forbiddenOperation' })
})
