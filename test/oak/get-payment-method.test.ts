import { expect, test } from 'vitest'
import { BY_OTHER, GRACE, GRACES_BANK, JOAOS_PIX, methodsOf, NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([GRACES_BANK, `pm_${GRACES_BANK}`])('%s is found', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${methodsOf(GRACE)}/${id}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id: GRACES_BANK, customer_id: GRACE, type: 'bank', provider: 'stripe' })
})

test.each([
  ['an id that nobody has', UNKNOWN, {}],
  ["another customer's", JOAOS_PIX, {}],
  ['one that another merchant asks for', GRACES_BANK, BY_OTHER],
])('%s is 404', async (_, id, options) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${methodsOf(GRACE)}/${id}`, undefined, options)

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test('the id of another kind of resource is 422', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${methodsOf(GRACE)}/cus_${GRACES_BANK}`)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: ['payment_method_id'] }])
})
