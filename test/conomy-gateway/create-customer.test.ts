import { expect, test } from 'vitest'
import { ANA } from '../support/conomy.ts'
import { create, VERSION } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a customer needs a first name only, and is shown with all nine keys', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/customers', { firstName: 'Lucía' }, VERSION)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^69e61540[0-9a-f]{16}$/),
    firstName: 'Lucía',
    email: '',
    lastName: '',
    phoneNumber: '',
    phoneNumberPrefix: '',
    documentType: '',
    documentNumber: '',
    address: {},
  })
})

test('row 56: a customer made here is BASIC and not auto-created in the other contract', async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/customers', { firstName: 'Lucía' })

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    clientId: 'demo-client',
    firstName: 'Lucía',
    operationLevel: 'BASIC',
    autoCreated: false,
    isDocumented: false,
    documents: [],
  })
})

test('contact data and address are kept, and an id in the body is ignored', async () => {
  const sandbox = await freshSandbox()
  const customer = {
    firstName: 'Lucía',
    lastName: 'Paz',
    email: 'lucia@example.com',
    phoneNumber: '3001234567',
    phoneNumberPrefix: '+57',
    documentType: 'CED_CIU',
    documentNumber: '1032456789',
    address: { street: 'Calle 10', zipcode: '110111', country: 'COL' },
  }

  const { body } = await sandbox.request('POST', '/conomy/customers', { ...customer, id: ANA }, VERSION)

  expect(body).toEqual({ ...customer, id: expect.not.stringContaining(ANA) })
})

test('what an address does not know is not stored', async () => {
  const sandbox = await freshSandbox()
  const address = { street: 'Calle 10', floor: 3 }

  const { body, headers } = await sandbox.request('POST', '/conomy/customers', { firstName: 'Lucía', address }, VERSION)

  expect(body.address).toEqual({ street: 'Calle 10' })
  expect(headers.get('sandbox-warning')).toContain('address.floor')
})

test.each([
  ['no first name', {}, '12'],
  ['a blank first name', { firstName: ' ' }, '11'],
  ['a first name that is null', { firstName: null }, '11'],
  ['a document type that is not in the list', { firstName: 'Lucía', documentType: 'LICENCE' }, '11'],
  ['an e-mail without an at sign', { firstName: 'Lucía', email: 'lucia' }, '11'],
  ['a list in the place of an address', { firstName: 'Lucía', address: [] }, '11'],
])('%s is refused', async (_, body, code) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', '/conomy/customers', body, VERSION)

  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code })
})

test.each([{ operationLevel: 'FULL' }, { country: 'AR' }])(
  'a body with a key of the other contract is refused, naming clientId, and nothing is stored: %o',
  async (extra) => {
    const sandbox = await freshSandbox()
    const { body: before } = await sandbox.request('GET', '/conomy/customers', undefined, VERSION)

    const answer = await sandbox.request('POST', '/conomy/customers', { firstName: 'Lucía', ...extra }, VERSION)

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: '12', detail: expect.stringContaining('clientId') })
    const { body: after } = await sandbox.request('GET', '/conomy/customers', undefined, VERSION)
    expect(after.pagination.total).toBe(before.pagination.total)
  },
)

test('with unique document numbers, one that another customer has is a conflict', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { uniqueDocumentNumber: true } } })

  const answer = await sandbox.request(
    'POST',
    '/conomy/customers',
    { firstName: 'Lucía', documentNumber: '27987654321' },
    VERSION,
  )

  expect(answer.status).toBe(409)
  expect(answer.body).toMatchObject({ code: '13' })
})
