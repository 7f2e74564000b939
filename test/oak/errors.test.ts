import { expect, test } from 'vitest'
import { Problem, type ProblemKind } from '../../src/core/problem.ts'
import { renderProblem } from '../../src/vendors/oak/problems.ts'
import { CUSTOMERS, GRACE } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

/** Every kind; the compiler finds the one that is missing. */
const KINDS: Record<ProblemKind, [number, string]> = {
  missing: [422, 'validation_error'],
  invalid: [422, 'validation_error'],
  malformed: [400, 'validation_error'],
  'too-large': [413, 'validation_error'],
  duplicate: [400, 'validation_error'],
  state: [400, 'validation_error'],
  'not-found': [404, 'not_found'],
  'too-many': [429, 'rate_limited'],
  unauthorized: [401, 'authentication_error'],
  forbidden: [403, 'authorization_error'],
  unimplemented: [501, 'not_implemented'],
  unavailable: [503, 'provider_unavailable'],
  storage: [500, 'internal_error'],
  internal: [500, 'internal_error'],
}
const ROWS = Object.entries(KINDS).map(([kind, [status, code]]) => [kind as ProblemKind, status, code] as const)

test.each(ROWS)('row 44: a refusal of kind %s is %i %s, with a text and no data', (kind, status, error_code) => {
  const rendered = renderProblem(new Problem(kind, 'what is wrong'), 'getCustomer')

  expect(rendered).toMatchObject({ status, body: { msg: 'what is wrong', data: null, error_code } })
  const reasons = (rendered.body as { failure_reasons: object[] }).failure_reasons
  expect(reasons).toHaveLength(kind === 'not-found' ? 0 : 1)
  for (const reason of reasons) {
    expect(Object.keys(reason)).toEqual([
      'code',
      'message',
      'fields',
      'deadline',
      'provider_code',
      'requires_manual_review',
      'support_reference',
    ])
  }
})

test('what is worth asking again says after how many whole seconds', () => {
  const { headers } = renderProblem(new Problem('too-many', 'slowly', { retryAfter: 7 }))

  expect(headers).toEqual({ 'retry-after': '7' })
})

test('every fault is a reason of its own', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', CUSTOMERS, { email: 'no', first_name: 1, last_name: 2 })

  const fields: string[] = (body.failure_reasons as { fields: string[] }[]).flatMap((reason) => reason.fields)
  expect(new Set(fields)).toEqual(new Set(['email', 'first_name', 'last_name']))
})

test.each([
  ['GET', '/oak', 'no path'],
  ['GET', '/oak/', 'a slash'],
  ['GET', '/oak/api/v1/customer', 'a typo'],
  ['GET', '/oak/api/v2/customers', 'another version'],
  ['DELETE', `${CUSTOMERS}/${GRACE}`, 'a method that a customer does not know'],
  ['PATCH', CUSTOMERS, 'a method that the list does not know'],
  ['POST', `${CUSTOMERS}/${GRACE}/a/b`, 'an id with slashes'],
  ['GET', `/oak/api/v1/payments/${GRACE}`, 'a payment, which is read as its transaction'],
  ['OPTIONS', CUSTOMERS, 'a method of browsers'],
])('row 48: %s %s (%s) is 404 in the shape of every refusal', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body, headers } = await sandbox.request(method, path)

  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/json')
  expect(body).toMatchObject({ msg: expect.stringContaining('There is no route'), data: null, error_code: 'not_found' })
})

test.each(['[]', 'null', '7', '"text"'])('a body that is %s has no fields to name', async (raw) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, undefined, { raw })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: [] }])
})

test('a body of over a megabyte is 413', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, { email: 'x'.repeat(1024 * 1024) })

  expect(status).toBe(413)
  expect(body.failure_reasons).toMatchObject([{ code: 'payload_too_large' }])
})

test.each([
  [CUSTOMERS, 200],
  [`${CUSTOMERS}/${GRACE}`, 200],
  ['/oak/api/v1/nothing', 404],
])('row 48: HEAD of %s is what GET would be, without its body', async (path, expected) => {
  const sandbox = await freshSandbox()
  const headers = { authorization: 'Bearer demo-token' }

  const response = await sandbox.fetch(new Request(`http://localhost:4010${path}`, { method: 'HEAD', headers }))

  expect(response.status).toBe(expected)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.text()).toBe('')
})
