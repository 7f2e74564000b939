import { expect, test } from 'vitest'
import { createCustomer } from '../support/conomy.ts'
import { BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_PAYER, deposit, pay } from './payments.ts'

test('the customer of a deposit is attached, with level and documents', async () => {
  const sandbox = await freshSandbox()
  const { id, customerId } = await deposit(sandbox)

  const { status, body } = await sandbox.request('GET', `/conomy/payments/${id}/customer`)

  expect(status).toBe(200)
  expect(body).toEqual({
    paymentId: id,
    attached: true,
    customer: {
      id: customerId,
      clientId: 'demo-client',
      ...A_PAYER,
      operationLevel: 'BASIC',
      autoCreated: true,
      isDocumented: false,
      documents: [],
      createdAt: '2026-04-20T12:00:00Z',
      updatedAt: '2026-04-20T12:00:00Z',
    },
  })
})

test('a payment of nobody has no customer', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)

  const { body } = await sandbox.request('GET', `/conomy/payments/${id}/customer`)

  expect(body).toEqual({ paymentId: id, attached: false, customer: null })
})

test('a customer that was deleted is attached no longer', async () => {
  const sandbox = await freshSandbox()
  const customer = await createCustomer(sandbox)
  const { id } = await pay(sandbox, { customerId: customer.id })
  await sandbox.request('DELETE', `/conomy/customers/${customer.id}`)

  const { body } = await sandbox.request('GET', `/conomy/payments/${id}/customer`)

  expect(body).toEqual({ paymentId: id, attached: false, customer: null })
})

test("another tenant's payment is not found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  const { status, body } = await sandbox.request('GET', `/conomy/payments/${id}/customer`, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
})
