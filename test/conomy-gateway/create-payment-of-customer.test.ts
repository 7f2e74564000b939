import { expect, test } from 'vitest'
import { createCustomer } from '../support/conomy.ts'
import { BY_OTHER, OPERATIONS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import {
  A_TOP_UP,
  A_WITHDRAWAL,
  account,
  held,
  listed,
  OPERATIONS_NUMBER,
  OTHERS_NUMBER,
  pay,
  told,
} from './payments.ts'

const PATH = '/conomy/payments'

test('row 27: a payment of an INACTIVE customer is rejected, and row 28: it works again after BASIC', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { documentNumber: '20301234561' })
  const level = (operationLevel: string) =>
    sandbox.request('PATCH', `/conomy/customers/${id}?clientId=demo-client`, { operationLevel })
  const origins = [{ type: 'ETPAY', documentNumber: '20301234561' }]

  await level('INACTIVE')
  const byId = await sandbox.request('POST', PATH, { ...A_TOP_UP, customerId: id })
  const byNumber = await sandbox.request('POST', PATH, { ...A_TOP_UP, origins })
  const { status } = await level('BASIC')
  const after = await sandbox.request('POST', PATH, { ...A_TOP_UP, customerId: id })

  for (const answer of [byId, byNumber]) expect(answer).toMatchObject({ status: 422, body: { code: '21' } })
  expect(status).toBe(200)
  expect(after).toMatchObject({ status: 200, body: { status: 'CREATED', customerId: id } })
  expect(await listed(sandbox)).toHaveLength(1)
})

test('row 45: at the threshold a payment of a customer without documents waits for a review', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, totalAmount: '1000000', customerId: id })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'REQUIRES_REVIEW',
    documentationStatus: 'PENDING_UPLOAD',
    reviewReason: 'amount_threshold',
    customerId: id,
  })
  expect(told(sandbox)).toEqual(['payment.requiresReview', 'transaction.status_changed'])
})

test('row 46: just below the threshold it continues', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)

  const body = await pay(sandbox, { totalAmount: '999999.9999999999', customerId: id })

  expect(body).toMatchObject({ status: 'CREATED', documentationStatus: null, reviewReason: null })
})

test('row 47: a documented customer is never reviewed, whatever the amount and the level', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  const documents = `/conomy/customers/${id}/documents?clientId=demo-client`
  await sandbox.request('POST', documents, { type: 'kyc', url: 'https://example.com/paper' })
  await sandbox.request('POST', `/_sandbox/conomy/customers/${id}/documents/0/approve`)

  const body = await pay(sandbox, { totalAmount: '99999999999', customerId: id })

  expect(body).toMatchObject({ status: 'CREATED', customerId: id })
})

test('FULL without an approved document is reviewed like any other level', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'new@example.com', operationLevel: 'FULL' })

  const body = await pay(sandbox, { totalAmount: '1000000', customerId: id })

  expect(body.status).toBe('REQUIRES_REVIEW')
})

test('a withdrawal in review keeps its money reserved', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)

  const body = await pay(sandbox, {
    ...A_WITHDRAWAL,
    totalAmount: '1000000',
    origins: [account(OPERATIONS_NUMBER)],
    customerId: id,
  })

  expect(body.status).toBe('REQUIRES_REVIEW')
  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '5000000', availableFunds: '4000000' })
})

test('the customer is found by the document number of either end, and a payment without one is not reviewed', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { documentNumber: '20301234561' })
  const totalAmount = '1000000'

  const payer = await pay(sandbox, { totalAmount, origins: [{ type: 'ETPAY', documentNumber: '20301234561' }] })
  const payee = await pay(sandbox, {
    ...A_WITHDRAWAL,
    totalAmount,
    origins: [account(OPERATIONS_NUMBER)],
    destinations: [{ type: 'BANK_ACCOUNT', documentNumber: '20301234561' }],
  })
  const nobody = await pay(sandbox, { totalAmount })

  expect(payer).toMatchObject({ customerId: id, status: 'REQUIRES_REVIEW' })
  expect(payee).toMatchObject({ customerId: id, status: 'REQUIRES_REVIEW' })
  expect(nobody).toMatchObject({ customerId: null, status: 'CREATED' })
})

test('a document number finds customers of the own tenant only', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request(
    'POST',
    PATH,
    {
      ...A_TOP_UP,
      product: 'ARS:ARS',
      currency: 'ARS',
      origins: [{ type: 'CVU', documentNumber: '23111222331' }],
      destinations: [account(OTHERS_NUMBER)],
    },
    BY_OTHER,
  )

  expect(body).toMatchObject({ status: 'CREATED', customerId: null })
})
