import { expect, test } from 'vitest'
import { GRACE, GRACES_BANK, methodsOf, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const set = (sandbox: TestSandbox, status: unknown, id = GRACES_BANK) =>
  sandbox.request('PUT', `/_sandbox/oak/payment_methods/${id}/status`, { status })

test.each([
  ['VERIFIED', 'payment_method.verified'],
  ['approved', 'payment_method.approved'],
  ['rejected', 'payment_method.rejected'],
  ['pending', 'payment_method.updated'],
  ['inactive', 'payment_method.updated'],
  ['active', 'payment_method.updated'],
])('a payment method that is %s is told as %s, and shown and found so', async (status, event) => {
  const sandbox = await freshSandbox()

  const answer = await set(sandbox, status)

  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({ id: GRACES_BANK, status: status.toLowerCase() })
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event,
      category: 'payment_method_lifecycle',
      data: { id: GRACES_BANK, customer_id: GRACE, status: status.toLowerCase() },
    },
  ])
  const { body } = await sandbox.request('GET', `${methodsOf(GRACE)}?status=${status}`)
  expect(body.data).toMatchObject([{ id: GRACES_BANK }])
})

test.each([undefined, 'lost', 7])('%j is no status, and nobody is told', async (status) => {
  const sandbox = await freshSandbox()

  const answer = await set(sandbox, status)

  expect(answer.status).toBe(400)
  expect(sandbox.messages()).toEqual([])
})

test('a payment method that is not there has no status', async () => {
  const sandbox = await freshSandbox()

  const { status } = await set(sandbox, 'approved', UNKNOWN)

  expect(status).toBe(404)
})
