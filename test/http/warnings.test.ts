import { expect, test } from 'vitest'
import type { Issue } from '../../src/contract/issue.ts'
import { judge, toHeaderValue } from '../../src/http/warnings.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const unknown = (field: string): Issue => ({ kind: 'unknown', in: 'body', field, message: `${field} is not known` })

test('an unknown field passes with a warning that names the nearest, and is not stored', async () => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('POST', CREATE, { email: 'a@example.com', fristName: 'Ana' })

  expect(status).toBe(201)
  expect(headers.get('sandbox-warning')).toBe('unknown body field "fristName", did you mean "firstName"?')
  expect(body).not.toHaveProperty('fristName')
})

test('an unknown field inside of another is named by its path, with the nearest beside it', async () => {
  const sandbox = await freshSandbox()
  const customer = { email: 'a@example.com', address: { zipCod: '1000' } }

  const { headers } = await sandbox.request('POST', CREATE, customer)

  expect(headers.get('sandbox-warning')).toBe('unknown body field "address.zipCod", did you mean "zipcode"?')
})

test('an unknown parameter passes with a warning', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('GET', '/conomy/customers?clientId=demo-client&ofset=1')

  expect(status).toBe(200)
  expect(headers.get('sandbox-warning')).toBe('unknown query parameter "ofset", did you mean "offset"?')
})

test('what is like nothing in the contract is warned about without a guess', async () => {
  const sandbox = await freshSandbox()

  const { headers } = await sandbox.request('POST', CREATE, { email: 'a@example.com', zzzzzzzz: 1 })

  expect(headers.get('sandbox-warning')).toBe('unknown body field "zzzzzzzz"')
})

test('a key that the server owns is ignored without a warning', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('POST', CREATE, { email: 'a@example.com', id: 'mine' })

  expect(status).toBe(201)
  expect(headers.get('sandbox-warning')).toBeNull()
})

test('a refusal carries the warnings of what was read before it', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('POST', `${CREATE}&cout=1`, { email: 5 })

  expect(status).toBe(400)
  expect(headers.get('sandbox-warning')).toContain('unknown query parameter "cout"')
})

test.each([
  ['a field', CREATE, { email: 'a@example.com', fristName: 'Ana' }, 'fristName'],
  ['a parameter', `${CREATE}&ofset=1`, { email: 'a@example.com' }, 'ofset'],
])(
  "with --strict %s that is unknown is refused in the vendor's shape, and nothing is stored",
  async (_what, path, customer, name) => {
    const sandbox = await freshSandbox({ strict: true })

    const { status, headers, body } = await sandbox.request('POST', path, customer)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11', type: 'invalidParam', detail: expect.stringContaining(`"${name}"`) })
    expect(headers.get('sandbox-warning')).toBeNull()
    const { body: found } = await sandbox.request('GET', '/conomy/customers?clientId=demo-client&email=a@example.com')
    expect(found.customers).toEqual([])
  },
)

test.each([
  ['GET', '/_sandbox/health?verbos=1'],
  ['GET', '/_sandbox/webhooks/endpoints?vendr=conomy'],
  ['POST', '/_sandbox/webhooks/flush?now=1'],
  ['POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve?by=me`],
])('%s %s refuses its unknown parameter', async (method, path) => {
  const sandbox = await freshSandbox({ checkResponses: false })

  const { status, body } = await sandbox.request(method, path)

  expect(status).toBe(400)
  expect(body.detail).toContain('unknown query parameter')
})

test('what is missing is told before what is wrong, and what is wrong before what is unknown', () => {
  const missing: Issue = { kind: 'missing', in: 'body', field: 'email', message: 'email is required' }
  const wrong: Issue = { kind: 'invalid', in: 'body', field: 'age', message: 'age must be integer' }
  const refusalOf = (...issues: Issue[]) => judge(issues, { strict: true }).refusal

  expect(refusalOf(unknown('x'), wrong, missing)).toMatchObject({ kind: 'missing', message: 'email is required' })
  expect(refusalOf(unknown('x'), wrong)).toMatchObject({ kind: 'invalid', message: 'age must be integer' })
  expect(refusalOf(unknown('x'))).toMatchObject({ kind: 'invalid', message: 'unknown body field "x"' })
  expect(refusalOf()).toBeUndefined()
})

test('a misspelt name is warned about beside the refusal that it caused', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('POST', `/conomy/customers/${ANA}/documents?clientId=demo-client`, {
    tpye: 'kyc',
  })

  expect(status).toBe(400)
  expect(headers.get('sandbox-warning')).toBe('unknown body field "tpye", did you mean "type"?')
})

test.each([
  ['a fault', 'POST', '/_sandbox/faults', { status: 503, time: 2 }, 'unknown body field "time", did you mean "times"?'],
  [
    'a move of the clock',
    'POST',
    '/_sandbox/clock/freeze',
    { att: NOW },
    'unknown body field "att", did you mean "at"?',
  ],
  ['a reset', 'POST', '/_sandbox/reset?sed=2', undefined, 'unknown query parameter "sed"'],
  [
    'an action on a row of a vendor',
    'POST',
    `/_sandbox/conomy/customers/${ANA}/documents/0/reject`,
    { reason: 'blurred', resaon: 'blurred' },
    'unknown body field "resaon", did you mean "reason"?',
  ],
])(
  '%s with a name that the control API does not know is refused, and nothing happens',
  async (_what, method, path, body, reason) => {
    const sandbox = await freshSandbox()
    const before = await sandbox.request('GET', '/_sandbox/export')

    const answer = await sandbox.request(method, path, body)

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ detail: reason, errors: [{ message: reason }] })
    expect(answer.headers.get('sandbox-warning')).toBeNull()
    expect((await sandbox.request('GET', '/_sandbox/export')).body).toEqual(before.body)
    expect((await sandbox.request('GET', '/_sandbox/faults')).body.faults).toEqual([])
  },
)

test('where no name is near, the refusal says which there are', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', '/_sandbox/clock/advance', { sec: 5 })

  expect(body.detail).toBe('unknown body field "sec"; there are seconds, to')
})

test.each([
  ['POST', '/_sandbox/reset', '{"seed": 7}'],
  ['POST', '/_sandbox/reset', 'now'],
  ['POST', '/_sandbox/reset', '[]'],
  ['POST', '/_sandbox/reset', `{"seed": "${'7'.repeat(5000)}"}`],
  ['PUT', '/_sandbox/snapshots/mine', '{"vendor": "oak"}'],
  ['DELETE', '/_sandbox/requests', '{"vendor": "oak"}'],
  ['POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`, '{"by": "me"}'],
])('%s %s takes no body, and refuses %s', async (method, path, raw) => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', '/oak/api/health')

  const { status, body } = await sandbox.request(method, path, undefined, { raw })

  expect(status).toBe(400)
  expect(body.detail).toBe('this call takes no body')
  expect((await sandbox.request('GET', '/_sandbox/snapshots')).body.snapshots).toEqual([])
  expect((await sandbox.request('GET', '/_sandbox/requests')).body.requests).toHaveLength(1)
  expect(sandbox.messages()).toEqual([])
})

test.each(['', ' ', '{}', '{ }\n'])('a client that always sends a body may send an empty one: "%s"', async (raw) => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('POST', '/_sandbox/reset', undefined, { raw })).status).toBe(200)
})

test('of many unknown fields ten are named, and the rest is counted', () => {
  const issues = Array.from({ length: 1000 }, (_, at) => unknown(`field${at}`))

  const { warnings } = judge(issues, { strict: false })

  expect(warnings).toHaveLength(11)
  expect(warnings.at(-1)).toBe('and 990 more')
})

test('a very long name is cut', () => {
  const { warnings } = judge([unknown('x'.repeat(10_000))], { strict: false })

  expect(warnings.join().length).toBeLessThan(120)
})

test.each([
  ['García', 'Garc\\u00eda'],
  ['a\r\nset-cookie: b', 'a\\u000d\\u000aset-cookie: b'],
  ['🙂', '\\ud83d\\ude42'],
  ['plain "text"', 'plain "text"'],
])('%j is escaped for a header', (text, escaped) => {
  expect(toHeaderValue(text)).toBe(escaped)
})
