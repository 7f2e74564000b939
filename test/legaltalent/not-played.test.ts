import { expect, test } from 'vitest'
import { ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['POST', '/legaltalent/kyc'],
  ['GET', '/legaltalent/kyc/cua-scan'],
  ['POST', '/legaltalent/kyc/cua-scan/scan_1/cancel'],
  ['POST', '/legaltalent/kyc/adverse-media'],
  ['POST', '/legaltalent/kyc/crypto'],
  ['GET', '/legaltalent/exports/job_1'],
  ['GET', '/legaltalent/kyc/tenants/tenant_demo'],
  ['GET', '/legaltalent/kyc/tenants/tenant_demo/billing'],
])('%s %s is documented and not played, and says so', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body, headers } = await sandbox.request(method, path)

  expect(status).toBe(501)
  expect(body).toEqual({
    status: 'error',
    error: {
      type: 'NotImplementedError',
      message: `The sandbox does not play ${path}`,
      code: 'NOT_IMPLEMENTED',
    },
  })
  expect(headers.get('x-ratelimit-limit')).toBe('1000')
})

test.each([
  ['GET', '/legaltalent/kyc'],
  ['GET', '/legaltalent/kyc/nowhere'],
  ['GET', '/legaltalent/nowhere'],
  ['PUT', '/legaltalent/customers'],
])('%s %s is nowhere documented, and not found', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, path)

  expect(status).toBe(404)
  expect(body.error).toMatchObject({ type: 'NotFoundError', code: 'NOT_FOUND' })
})

test('the own tenant is played', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('GET', ME)).status).toBe(200)
})
