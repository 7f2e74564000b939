import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ANA, OTHERS } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const READ = `/conomy/customers/${ANA}?clientId=demo-client`
const KEY = { 'x-api-key': 'demo-api-key' }
const BEARER = { authorization: 'Bearer demo-token' }

/** Every published operation. */
const OPERATIONS: [method: string, path: string, body?: object][] = [
  ['POST', '/conomy/customers?clientId=demo-client', { email: 'new@example.com' }],
  ['GET', '/conomy/customers?clientId=demo-client'],
  ['GET', READ],
  ['PATCH', READ, { firstName: 'Eva' }],
  ['POST', `/conomy/customers/${ANA}/documents?clientId=demo-client`, { type: 'kyc' }],
]

test('row 4: nothing is answered without a bearer token', async () => {
  const sandbox = await freshSandbox()

  for (const [method, path, body] of OPERATIONS) {
    const answer = await sandbox.request(method, path, body, { as: null, headers: KEY })
    expect(answer).toMatchObject({
      status: 401,
      body: { code: '41', type: 'unauthorized', detail: 'The bearer token is missing', traceId: expect.any(String) },
    })
  }
})

test('row 6: nothing is answered without an API key', async () => {
  const sandbox = await freshSandbox()

  for (const [method, path, body] of OPERATIONS) {
    const answer = await sandbox.request(method, path, body, { as: null, headers: BEARER })
    expect(answer).toMatchObject({ status: 401, body: { code: '41', detail: 'x-api-key is missing' } })
  }
})

test('nothing is answered to a client that does not name itself', async () => {
  const sandbox = await freshSandbox()

  for (const [method, path, body] of OPERATIONS) {
    const answer = await sandbox.request(method, path, body, { headers: { 'user-agent': '' } })
    expect(answer).toMatchObject({ status: 400, body: { code: '12', detail: 'User-Agent is required' } })
  }
  const { url } = await sandbox.listen({ port: 0 })
  const [absent] = (await once(get(url + READ, { headers: { ...KEY, ...BEARER } }), 'response')) as [IncomingMessage]
  expect(absent.statusCode).toBe(400)
  expect(await json(absent)).toMatchObject({ code: '12', detail: 'User-Agent is required' })
})

test('the API key is looked at first, then the User-Agent, then the token', async () => {
  const sandbox = await freshSandbox()
  const ask = async (headers: Record<string, string>) =>
    (await sandbox.request('GET', READ, undefined, { as: null, headers })).body.detail

  expect(await ask({ 'user-agent': '' })).toBe('x-api-key is missing')
  expect(await ask({ 'user-agent': '', 'x-api-key': 'wrong' })).toBe('x-api-key is not valid')
  expect(await ask({ 'user-agent': '', ...KEY })).toBe('User-Agent is required')
  expect(await ask(KEY)).toBe('The bearer token is missing')
})

test('a key or token that nobody has is not valid', async () => {
  const sandbox = await freshSandbox()

  const key = await sandbox.request('GET', READ, undefined, { headers: { 'x-api-key': 'demo-api-keys' } })
  const token = await sandbox.request('GET', READ, undefined, { headers: { authorization: 'Bearer demo-tokens' } })

  expect(key).toMatchObject({ status: 401, body: { code: '41', detail: 'x-api-key is not valid' } })
  expect(token).toMatchObject({
    status: 401,
    body: { code: '41', detail: 'The bearer token is not valid, or has expired' },
  })
})

test('only a bearer token counts as one', async () => {
  const sandbox = await freshSandbox()

  for (const authorization of ['demo-token', 'Bearer', 'Basic demo-token', 'Bearer demo-token and more']) {
    const { status, body } = await sandbox.request('GET', READ, undefined, { headers: { authorization } })
    expect({ authorization, status, code: body.code }).toEqual({ authorization, status: 401, code: '41' })
  }
  const lowerCase = await sandbox.request('GET', READ, undefined, { headers: { authorization: 'bearer demo-token' } })
  expect(lowerCase.status).toBe(200)
})

test('the key of one client and the token of another do not go together', async () => {
  const sandbox = await freshSandbox()

  for (const as of ['demo', 'other'] as const) {
    const { status, body } = await sandbox.request('GET', READ, undefined, {
      as,
      headers: { 'x-api-key': as === 'demo' ? 'other-api-key' : 'demo-api-key' },
    })
    expect({ as, status, code: body.code }).toEqual({ as, status: 401, code: '41' })
  }
})

test('who asks comes before what is asked', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/customers?count=x', undefined, {
    as: null,
    raw: '{',
  })

  expect(status).toBe(401)
  expect(body.code).toBe('41')
})

test('with authentication off only clientId is asked for, and it may be any', async () => {
  const sandbox = await freshSandbox({ auth: false })
  const nobody = { as: null, headers: { 'user-agent': '' } } as const

  const demo = await sandbox.request('GET', READ, undefined, nobody)
  const other = await sandbox.request('GET', `/conomy/customers/${OTHERS}?clientId=other-client`, undefined, nobody)
  const created = await sandbox.request('POST', '/conomy/customers?clientId=acme', { email: 'a@example.com' }, nobody)
  const noClient = await sandbox.request('GET', '/conomy/customers', undefined, nobody)

  expect(demo.body).toMatchObject({ id: ANA })
  expect(other.body).toMatchObject({ id: OTHERS })
  expect(created).toMatchObject({ status: 201, body: { clientId: 'acme' } })
  expect(noClient).toMatchObject({ status: 400, body: { code: '12', detail: 'clientId is required' } })
})

test('with authentication off clients are still kept apart', async () => {
  const sandbox = await freshSandbox({ auth: false })

  const foreign = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=other-client`)
  const nobodys = await sandbox.request('GET', '/conomy/customers?clientId=acme')

  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
  expect(nobodys).toMatchObject({ status: 200, body: { count: 0, customers: [] } })
})

test('with authentication off a NUL in a name does not mix clients up', async () => {
  const sandbox = await freshSandbox({ auth: false })
  await sandbox.request('POST', '/conomy/customers?clientId=a%00b', { documentNumber: 'c' })

  const { body } = await sandbox.request('GET', '/conomy/customers?clientId=a&documentNumber=b%00c')

  expect(body).toEqual({ count: 0, customers: [] })
})
