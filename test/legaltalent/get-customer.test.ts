import { expect, test } from 'vitest'
import { ANDES, CUSTOMERS, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['', '/sessions', '/organization', '/risk-profile'])(
  "row 8: another tenant's customer%s is not found",
  async (rest) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}${rest}`, undefined, {
      as: 'other',
    })

    expect(status).toBe(404)
    expect(body.error.code).toBe('CUSTOMER_NOT_FOUND')
  },
)

test.each([UNKNOWN, 'merchant_1001'])('row 24: there is no customer %s', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${id}`)

  expect(status).toBe(404)
  expect(body).toEqual({
    status: 'error',
    error: { type: 'NotFoundError', message: 'Customer not found', code: 'CUSTOMER_NOT_FOUND' },
  })
})
