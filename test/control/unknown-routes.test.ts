import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['GET', '/_sandbox/nothing', '/_sandbox/'],
  ['GET', '/_sandbox/webhook/endpoints', 'GET /_sandbox/webhooks/endpoints'],
  ['GET', '/_sandbox/webhooks/delivery/dlv_1', 'GET /_sandbox/webhooks/deliveries/{id}'],
  ['POST', '/_sandbox/clock', 'GET /_sandbox/clock'],
  ['DELETE', '/_sandbox/health', 'GET /_sandbox/health'],
  ['GET', '/_sandbox/health/', 'GET /_sandbox/health'],
  ['POST', '/_sandbox/conomy/customers/69a000000000000000000001/document/0/approve', 'documents/{index}/approve'],
])('%s %s is not there, and the nearest route is named', async (method, path, nearest) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request(method, path)

  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.type).toBe('urn:fintech-sandbox:problem:not-found')
  expect(body.detail).toContain(`There is no route ${method} ${path}; the nearest is`)
  expect(body.detail).toContain(nearest)
})

test.each(['/nothing%20at%20all', '/nothing/at/all', '/economy/customers', '/favicon.ico', '/%zz'])(
  'at %s there is nothing, and the answer says where there is something',
  async (path) => {
    const sandbox = await freshSandbox()

    const { status, headers, body } = await sandbox.request('GET', path, undefined, { as: null })

    expect(status).toBe(404)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body.detail).toMatch(/the sandbox answers under \/conomy, .*\/_sandbox$/)
  },
)

test('a path of any length is answered, and not repeated in full', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/_sandbox/${'x'.repeat(10_000)}`)

  expect(status).toBe(404)
  expect(body.detail.length).toBeLessThan(1000)
})
