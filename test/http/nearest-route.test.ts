import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { noRoute } from '../../src/http/nearest-route.ts'
import { freshSandbox } from '../support/sandbox.ts'

const { operations } = await Contract.load()
const published = operations.filter(({ surface, isControl }) => surface === 'conomy-customers' && !isControl)
const asClientsSay = (path: string) => path.replace('/conomy-customers/', '/conomy/')

test.each([
  ['GET', '/conomy/custmers', '/conomy/customers'],
  ['GET', '/conomy/customer/69a000000000000000000001', '/conomy/customers/{customer-id}'],
  ['PUT', '/conomy/customers/69a000000000000000000001', '/conomy/customers/{id}'],
  ['POST', '/conomy/customers/69a000000000000000000001/document', '/conomy/customers/{id}/documents'],
  ['PATCH', '/conomy/costumers/69a000000000000000000001', '/conomy/customers/{customer-id}'],
  ['DELETE', '/conomy/customers', '/conomy/customers'],
  ['GET', '/conomy/sandbox/custmers', '/conomy/customers'],
])('%s %s is answered with the nearest route, %s', async (method, path, nearest) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, `${path}?clientId=demo-client`)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31', type: 'notFound' })
  expect(/; the nearest is [A-Z]+ (.*)$/.exec(body.detail)?.[1]).toBe(nearest)
})

test('of two routes with the same path the one with the method that was used is nearest', () => {
  const { message } = noRoute('PATCH', '/conomy-customers/custmers/1', published, asClientsSay)

  expect(message).toBe('There is no route PATCH /conomy/custmers/1; the nearest is PATCH /conomy/customers/{id}')
})

test('an unknown path of the control API names the nearest one there', async () => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('POST', '/_sandbox/clock/advanse')

  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.detail).toContain('the nearest is POST /_sandbox/clock/advance')
})

test("an unknown action on a vendor's rows names the nearest action", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/_sandbox/conomy/customers/1/documents/0/aprove')

  expect(status).toBe(404)
  expect(body.detail).toContain('the nearest is POST /_sandbox/conomy/customers/{id}/documents/{index}/approve')
})

test('a client of a vendor is not told of control actions', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', '/conomy/customers/1/documents/0/approve')

  expect(body.detail).not.toContain('_sandbox')
})

test("a path that is nobody's is answered with where the sandbox answers", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/customers')

  expect(status).toBe(404)
  expect(body.detail).toMatch(/ \/conomy, .*\/_sandbox$/)
})

test('a path that only begins like a vendor is not that vendor', async () => {
  const sandbox = await freshSandbox()

  const response = await sandbox.fetch(new Request('http://localhost:4010/conomyx/customers'))

  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})

test('a very long path is cut in the answer', () => {
  const { message } = noRoute('GET', `/conomy-customers/${'x'.repeat(10_000)}`, published, asClientsSay)

  expect(message.length).toBeLessThan(500)
})

test('where nothing is offered nothing is suggested', () => {
  const { message } = noRoute('GET', '/conomy-customers/customers', [], asClientsSay)

  expect(message).toBe('There is no route GET /conomy/customers')
})
