import { expect, test } from 'vitest'
import { CUSTOMERS, createCustomer, GRACE, LUCIA, NOT_FOUND, OTHERS, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 17: create, get and list show one and the same id', async () => {
  const sandbox = await freshSandbox()
  const created = await createCustomer(sandbox)

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${created.id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'customer found', data: created })
  const { body: list } = await sandbox.request('GET', `${CUSTOMERS}?email=new@example.com`)
  expect(list.data.customer_list).toEqual([created])
})

test.each(['non-existent-id', 'invalid-customer-id-123', 'cus_abc123', UNKNOWN, OTHERS, 'a%20b', '%F0%9F%99%82'])(
  'row 18: %s is nobody',
  async (id) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${id}`)

    expect(status).toBe(404)
    expect(body).toEqual(NOT_FOUND)
  },
)

test.each([GRACE, `cus_${GRACE}`, GRACE.toUpperCase()])('row 19: %s is found', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${id}`)

  expect(status).toBe(200)
  expect(body.data.id).toBe(GRACE)
})

test('row 19: the id of another kind of resource is 422', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/pm_${GRACE}`)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: ['customer_id'] }])
})

test('a customer shows what it is at its providers, with the reasons', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}`)

  expect(body.data).toMatchObject({
    status: 'rejected',
    roles: ['customer'],
    platforms: [
      {
        provider: 'bridge',
        target_role: 'customer',
        status: 'rejected',
        action_required: false,
        failure_reasons: [{ code: 'expired_document', fields: ['document_number'] }],
      },
    ],
  })
})
