import { expect, test } from 'vitest'
import { ANA, OTHERS } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { A_DEPOSIT, A_PAYER, hours, listed, pay, told } from './payments.ts'

const PATH = '/_sandbox/conomy/topups'

/** The customers that the demo tenant, or the other one, has with a document number. */
async function customers(sandbox: TestSandbox, documentNumber: string, as: 'demo' | 'other' = 'demo') {
  const path = `/conomy/customers?clientId=${as}-client&documentNumber=${documentNumber}`
  return (await sandbox.request('GET', path, undefined, { as })).body.customers
}

test('row 40: a top-up of an unknown payer makes a BASIC customer and a LOCAL_DEPOSIT that waits for an account', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, A_DEPOSIT)

  expect(status).toBe(201)
  expect(body.outcome).toBe('created')
  expect(body.customer).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    clientId: 'demo-client',
    ...A_PAYER,
    operationLevel: 'BASIC',
    autoCreated: true,
    isDocumented: false,
    documents: [],
    createdAt: '2026-04-20T12:00:00Z',
    updatedAt: '2026-04-20T12:00:00Z',
  })
  expect(body.payment).toMatchObject({
    type: 'LOCAL_DEPOSIT',
    status: 'CREATED',
    externalId: 'vitawallet:vw-1',
    totalAmount: '50000',
    currency: 'ARS',
    customerId: body.customer.id,
    origins: [{ type: 'CVU', ...A_PAYER }],
    destinations: [],
    accountNumber: '',
    expiresAt: '2026-04-22T12:00:00Z',
  })
  expect(await customers(sandbox, A_PAYER.documentNumber)).toEqual([body.customer])
  expect(await listed(sandbox)).toEqual([body.payment])
})

test('row 41: the same payer again is the same customer, whatever the name', async () => {
  const sandbox = await freshSandbox()
  const first = await sandbox.request('POST', PATH, A_DEPOSIT)

  const second = await sandbox.request('POST', PATH, {
    ...A_DEPOSIT,
    providerReference: 'vw-2',
    payer: { ...A_PAYER, firstName: 'Lucrecia' },
  })

  expect(second.status).toBe(201)
  expect(second.body.customer).toEqual(first.body.customer)
  expect(await customers(sandbox, A_PAYER.documentNumber)).toHaveLength(1)
  expect(await listed(sandbox)).toHaveLength(2)
})

test('row 42: the same provider reference is taken once, and nobody is told again', async () => {
  const sandbox = await freshSandbox()
  const first = await sandbox.request('POST', PATH, A_DEPOSIT)
  const before = told(sandbox)

  const { status, body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '999' })

  expect(status).toBe(200)
  expect(body).toEqual({ ...first.body, outcome: 'duplicate' })
  expect(await listed(sandbox)).toHaveLength(1)
  expect(told(sandbox)).toEqual(before)
})

test('a duplicate shows what the deposit has become', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', PATH, A_DEPOSIT)
  await sandbox.clock.advance(hours(48))

  const { body } = await sandbox.request('POST', PATH, A_DEPOSIT)

  expect(body).toMatchObject({ outcome: 'duplicate', payment: { status: 'EXPIRED' } })
})

test('a payment that a client named like a provider reference is no duplicate', async () => {
  const sandbox = await freshSandbox()
  await pay(sandbox, { externalId: 'vitawallet:vw-1' })

  const { status, body } = await sandbox.request('POST', PATH, A_DEPOSIT)

  expect(status).toBe(201)
  expect(body).toMatchObject({ outcome: 'created', payment: { type: 'LOCAL_DEPOSIT' } })
})

test('row 43: a payer who is a manual customer already is used as they are', async () => {
  const sandbox = await freshSandbox()
  const [ana] = await customers(sandbox, '27987654321')

  const { body } = await sandbox.request('POST', PATH, {
    ...A_DEPOSIT,
    payer: { ...A_PAYER, documentNumber: '27987654321' },
  })

  expect(body.customer).toEqual(ana)
  expect(body.customer).toMatchObject({ id: ANA, autoCreated: false, firstName: 'Ana' })
  expect(body.payment.customerId).toBe(ANA)
})

test('of several customers with the number the oldest is taken', async () => {
  const sandbox = await freshSandbox()
  const path = '/conomy/customers?clientId=demo-client'
  const oldest = await sandbox.request('POST', path, { documentNumber: A_PAYER.documentNumber })
  await sandbox.request('POST', path, { documentNumber: A_PAYER.documentNumber })

  const { body } = await sandbox.request('POST', PATH, A_DEPOSIT)

  expect(body.customer.id).toBe(oldest.body.id)
})

test('row 44: one document number under two tenants is two customers, and one reference two deposits', async () => {
  const sandbox = await freshSandbox()

  const demo = await sandbox.request('POST', PATH, A_DEPOSIT)
  const other = await sandbox.request('POST', PATH, { ...A_DEPOSIT, clientId: 'other-client' })

  expect([demo.status, other.status]).toEqual([201, 201])
  expect(other.body.customer.id).not.toBe(demo.body.customer.id)
  expect(await customers(sandbox, A_PAYER.documentNumber)).toEqual([demo.body.customer])
  expect(await customers(sandbox, A_PAYER.documentNumber, 'other')).toEqual([other.body.customer])
})

test('a customer of another tenant is not the payer, however much alike', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('DELETE', `/conomy/customers/${ANA}`)

  const { body } = await sandbox.request('POST', PATH, {
    ...A_DEPOSIT,
    payer: { ...A_PAYER, documentNumber: '27987654321' },
  })

  expect(body.customer.id).not.toBe(OTHERS)
  expect(body.customer).toMatchObject({ clientId: 'demo-client', autoCreated: true })
})

test('row 45: from the threshold on the deposit waits for a document', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '1000000' })

  expect(body.payment).toMatchObject({
    status: 'REQUIRES_REVIEW',
    documentationStatus: 'PENDING_UPLOAD',
    reviewReason: 'amount_threshold',
  })
  expect(told(sandbox)).toContain('payment.requiresReview')
})

test('row 46: just below the threshold the deposit only waits for an account', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '999999.99' })

  expect(body.payment).toMatchObject({ status: 'CREATED', documentationStatus: null })
})

test('row 47: a documented payer is not reviewed', async () => {
  const sandbox = await freshSandbox()
  const payer = { ...A_PAYER, documentNumber: '23111222331' }

  const { body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '1000000', payer })

  expect(body).toMatchObject({ customer: { isDocumented: true }, payment: { status: 'CREATED' } })
})

test('an INACTIVE payer is refused, and nothing is made or told', async () => {
  const sandbox = await freshSandbox()
  const payer = { ...A_PAYER, documentNumber: 'FELU900101MDFRRC09', documentType: 'CURP' }

  const { status, body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, payer })

  expect(status).toBe(409)
  expect(body).toMatchObject({ vendorError: { status: 422, body: { code: '21', type: 'failedPrecondition' } } })
  expect(await listed(sandbox)).toEqual([])
  expect(told(sandbox)).toEqual([])
})

test('an amount under the minimum is turned away by the rail, and nobody hears of it', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '99.99' })

  expect(status).toBe(200)
  expect(body).toEqual({ outcome: 'below-minimum', customer: null, payment: null })
  expect(await customers(sandbox, A_PAYER.documentNumber)).toEqual([])
  expect(await listed(sandbox)).toEqual([])
  expect(told(sandbox)).toEqual([])
})

test('a reference that was turned away is not used up', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '1' })

  const { body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, amount: '100' })

  expect(body.outcome).toBe('created')
})

test.each([
  ['id', '69a0000000000000000000ff'],
  ['clientId', 'other-client'],
  ['operationLevel', 'FULL'],
  ['type', 'ACCOUNT'],
  ['address', { street: 'Calle 10' }],
  ['phoneNumber', '5491100000000'],
  ['nickname', 'Lu'],
])('what the payer is not asked for is refused: %s', async (name, value) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, payer: { ...A_PAYER, [name]: value } })

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ field: `payer.${name}` }])
  expect(sandbox.messages()).toEqual([])
})

test('a name that is blank is left out, as on every customer', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, payer: { ...A_PAYER, lastName: '' } })

  expect(body.customer).not.toHaveProperty('lastName')
})

test('a tenant that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, clientId: 'nobody' })

  expect(status).toBe(404)
})

test.each([
  { clientId: undefined },
  { amount: undefined },
  { amount: 50000 },
  { amount: '-1' },
  { amount: '1e6' },
  { currency: 'XYZ' },
  { providerReference: ' ' },
  { payer: undefined },
  { payer: { ...A_PAYER, documentNumber: ' ' } },
  { payer: { ...A_PAYER, documentType: 'LICENCE' } },
  { payer: { ...A_PAYER, email: 'nobody' } },
  { payer: { ...A_PAYER, firstName: undefined } },
])('a top-up that cannot be is refused, and nothing is made: %o', async (more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_DEPOSIT, ...more })

  expect(status).toBe(400)
  expect(body.errors).toHaveLength(1)
  expect(await listed(sandbox)).toEqual([])
})
