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
  ['POST', '/legaltalent/kyc/tenants'],
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
])('%s %s is nowhere documented, and not found', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, path)

  expect(status).toBe(404)
  expect(body.error).toMatchObject({ type: 'NotFoundError', code: 'NOT_FOUND' })
})

test.each([
  ['PUT', '/legaltalent/customers', 'GET, POST'],
  ['POST', '/legaltalent/customers/1c000000-0000-4000-8000-000000000001', 'DELETE, GET, PATCH'],
  ['OPTIONS', '/legaltalent/kyc/web-validation', 'POST'],
])('%s %s is a method that the path does not have, and says which it has', async (method, path, allow) => {
  const sandbox = await freshSandbox()

  const { status, body, headers } = await sandbox.request(method, path)

  expect(status).toBe(405)
  expect(body.error).toMatchObject({ type: 'MethodNotAllowedError', code: 'METHOD_NOT_ALLOWED' })
  expect(headers.get('allow')).toBe(allow)
})

test('the own tenant is played', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('GET', ME)).status).toBe(200)
})
