import { expect, test } from 'vitest'
import { Problem, type ProblemKind } from '../../src/core/problem.ts'
import { renderProblem } from '../../src/vendors/conomy/problems.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const UNKNOWN = '69a0000000000000000000ff'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

test('row 84: every refusal has the five fields, the status of the answer and a trace id of its own', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { uniqueDocumentNumber: true } } })
  const answers = [
    await sandbox.request('POST', CREATE, { email: 'nobody' }),
    await sandbox.request('POST', CREATE, {}),
    await sandbox.request('POST', CREATE, { documentNumber: '27987654321' }),
    await sandbox.request('POST', CREATE, undefined, { raw: '{' }),
    await sandbox.request('GET', `/conomy/customers/${UNKNOWN}?clientId=demo-client`),
    await sandbox.request('GET', '/conomy/nothing'),
    await sandbox.request('GET', CREATE, undefined, { as: null }),
    await sandbox.request('POST', '/conomy/customers?clientId=other-client', {}),
  ]

  expect(answers.map(({ status, body }) => [status, body.code, body.type])).toEqual([
    [400, '11', 'invalidParam'],
    [400, '12', 'missingParam'],
    [409, '13', 'alreadyExist'],
    [400, '14', 'parsingResource'],
    [404, '31', 'notFound'],
    [404, '31', 'notFound'],
    [401, '41', 'unauthorized'],
    [403, '43', 'forbiddenOperation'],
  ])
  for (const { status, body, headers } of answers) {
    expect(Object.keys(body).slice(0, 5)).toEqual(['status', 'code', 'type', 'detail', 'traceId'])
    expect(body).toMatchObject({ status, detail: expect.stringMatching(/\w/), traceId: expect.stringMatching(UUID) })
    expect(headers.get('content-type')).toMatch(/^application\/json\b/)
  }
  expect(new Set(answers.map(({ body }) => body.traceId)).size).toBe(answers.length)
})

test('every kind of refusal has one of the twelve codes', () => {
  const kinds: Record<ProblemKind, [status: number, code: string, type: string]> = {
    missing: [400, '12', 'missingParam'],
    invalid: [400, '11', 'invalidParam'],
    malformed: [400, '14', 'parsingResource'],
    'too-large': [400, '14', 'parsingResource'],
    duplicate: [409, '13', 'alreadyExist'],
    state: [422, '21', 'failedPrecondition'],
    'not-found': [404, '31', 'notFound'],
    'too-many': [429, '32', 'tooManyRequests'],
    unauthorized: [401, '41', 'unauthorized'],
    forbidden: [403, '43', 'forbiddenOperation'],
    unimplemented: [501, '42', 'unimplemented'],
    unavailable: [500, '01', 'serverError'],
    storage: [500, '01', 'serverError'],
    internal: [500, '02', 'unknown'],
  }

  for (const [kind, [status, code, type]] of Object.entries(kinds)) {
    const rendered = renderProblem(new Problem(kind as ProblemKind, 'Because'), 'trace')
    expect(rendered).toEqual({ status, body: { status, code, type, detail: 'Because', traceId: 'trace' } })
  }
})

test('a missing value comes before a wrong one', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', `/conomy/customers/${ANA}/documents?clientId=demo-client`, { url: 5 })

  expect(body).toMatchObject({ code: '12', detail: 'type is required' })
})

test('a refusal names the field that is wrong and says what would be right', async () => {
  const sandbox = await freshSandbox()
  const detailOf = async (body: object) => (await sandbox.request('POST', CREATE, body)).body.detail

  expect(await detailOf({ email: 'nobody' })).toBe('email must be an e-mail address')
  expect(await detailOf({ email: 5 })).toBe('email must be an e-mail address')
  expect(await detailOf({ firstName: 5 })).toBe('firstName must be string or null')
  expect(await detailOf({ operationLevel: 'GOLD' })).toBe(
    'operationLevel must be one of INACTIVE, BASIC, STANDARD, FULL',
  )
  expect(await detailOf({ country: 'Argentina' })).toBe('country must be a supported country, alpha-2 or alpha-3')
  expect(await detailOf({ address: { street: 5 } })).toBe('address.street must be string or null')
})

test('a route that does not exist is answered before anybody is asked who they are, and names the nearest', async () => {
  const sandbox = await freshSandbox()
  const ask = async (method: string, path: string) => {
    const { status, body } = await sandbox.request(method, path, undefined, { as: null })
    expect({ status, code: body.code }).toEqual({ status: 404, code: '31' })
    return body.detail
  }

  expect(await ask('POST', '/conomy/custmers')).toBe(
    'There is no route POST /conomy/custmers; the nearest is POST /conomy/customers',
  )
  expect(await ask('GET', '/conomy/sandbox/customer?clientId=demo-client')).toMatch(
    /; the nearest is GET \/conomy\/customers$/,
  )
  expect(await ask('POST', `/conomy/customers/${ANA}/document`)).toMatch(
    /; the nearest is POST \/conomy\/customers\/\{id\}\/documents$/,
  )
  expect(await ask('GET', '/conomy/customers/')).toMatch(/; the nearest is GET \/conomy\/customers$/)
  expect(await ask('GET', '/conomy')).toMatch(/^There is no route GET \/conomy;/)
})

test('a method that a path does not have is no route, and one that it has is named', async () => {
  const sandbox = await freshSandbox()
  const ask = async (method: string, path: string) => {
    const { status, body } = await sandbox.request(method, path)
    expect({ status, code: body.code }).toEqual({ status: 404, code: '31' })
    return body.detail
  }

  expect(await ask('PUT', `/conomy/customers/${ANA}`)).toMatch(
    /; the nearest is [A-Z]+ \/conomy\/customers\/\{[a-z-]+\}$/,
  )
  expect(await ask('PUT', '/conomy/customers')).toMatch(/; the nearest is (GET|POST) \/conomy\/customers$/)
  expect(await ask('GET', `/conomy/customers/${ANA}/documents`)).toMatch(
    /; the nearest is POST \/conomy\/customers\/\{id\}\/documents$/,
  )
})

test('the customer is looked for before the body is read', async () => {
  const sandbox = await freshSandbox()

  for (const [method, suffix] of [
    ['PATCH', ''],
    ['POST', '/documents'],
  ] as const) {
    const path = `/conomy/customers/${UNKNOWN}${suffix}?clientId=demo-client`
    const { status, body } = await sandbox.request(method, path, undefined, { raw: '{' })
    expect({ method, status, code: body.code }).toEqual({ method, status: 404, code: '31' })
  }
})

test('clientId is looked at before the customer and the body', async () => {
  const sandbox = await freshSandbox()

  const absent = await sandbox.request('POST', `/conomy/customers/${UNKNOWN}/documents`, undefined, { raw: '{' })
  const foreign = await sandbox.request('PATCH', `/conomy/customers/${ANA}?clientId=other-client`, undefined, {
    raw: '{',
  })

  expect(absent).toMatchObject({ status: 400, body: { code: '12' } })
  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
})
