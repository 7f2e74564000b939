import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { pay } from './payments.ts'

test('a payment is read as it was created', async () => {
  const sandbox = await freshSandbox()
  const payment = await pay(sandbox, { externalId: 'order-1' })

  const { status, body } = await sandbox.request('GET', `/conomy/payments/${payment.id}`)

  expect(status).toBe(200)
  expect(body).toEqual(payment)
})

test("another tenant's payment is answered in the same words as one that does not exist", async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox)
  const nobodys = '69e000000000000000000000'

  const foreign = await sandbox.request('GET', `/conomy/payments/${id}`, undefined, BY_OTHER)
  const unknown = await sandbox.request('GET', `/conomy/payments/${nobodys}`, undefined, BY_OTHER)
  const malformed = await sandbox.request('GET', '/conomy/payments/x', undefined, BY_OTHER)

  for (const { status, body } of [foreign, unknown, malformed]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31', type: 'notFound' })
  }
  expect(String(foreign.body.detail).replace(id, nobodys)).toBe(unknown.body.detail)
})
