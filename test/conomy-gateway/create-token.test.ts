import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const CREDENTIALS = { clientId: 'demo-client', clientSecret: 'demo-secret' }
const BY_KEY = { as: null, headers: { 'x-api-key': 'demo-api-key' } } as const

async function tokenFor(sandbox: TestSandbox): Promise<string> {
  return (await sandbox.request('POST', '/conomy/auth', CREDENTIALS, BY_KEY)).body.accessToken
}

/** What a protected call answers to a token. */
const use = (sandbox: TestSandbox, token: string, key = 'demo-api-key') =>
  sandbox.request('GET', '/conomy/accounts', undefined, {
    as: null,
    headers: { 'x-api-key': key, authorization: `Bearer ${token}` },
  })

const decoded = (segment = '') => JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('row 1: client, secret and API key are answered with a bearer token for an hour, and it opens the door', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/auth', CREDENTIALS, BY_KEY)

  expect(status).toBe(200)
  expect(body).toEqual({
    accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    tokenType: 'Bearer',
    expiresIn: 3600,
  })
  const { status: opened, body: list } = await use(sandbox, body.accessToken)
  expect(opened).toBe(200)
  expect(list.pagination.total).toBe(3)
})

test('the token is a JWT that says whose it is and until when', async () => {
  const sandbox = await freshSandbox()

  const [header, claims] = (await tokenFor(sandbox)).split('.')

  expect(decoded(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.any(String) })
  expect(decoded(claims)).toMatchObject({
    clientId: 'demo-client',
    iat: Date.parse('2026-04-20T12:00:00Z') / 1000,
    exp: Date.parse('2026-04-20T13:00:00Z') / 1000,
  })
})

test.each([
  ['a wrong secret', { ...CREDENTIALS, clientSecret: 'other-secret' }],
  ['a client that does not exist', { ...CREDENTIALS, clientId: 'nobody' }],
  ["another client's credentials with this API key", { clientId: 'other-client', clientSecret: 'other-secret' }],
])('row 2: %s gets no token', async (_, credentials) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/auth', credentials, BY_KEY)

  expect(status).toBe(401)
  expect(body).toMatchObject({ code: '41', type: 'unauthorized' })
  expect(JSON.stringify(body)).not.toContain('secret"')
})

test.each([
  ['clientSecret', { clientId: 'demo-client' }],
  ['clientId', { clientSecret: 'demo-secret' }],
])('row 3: without %s the answer names what is missing', async (name, credentials) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/auth', credentials, BY_KEY)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', type: 'missingParam', detail: expect.stringContaining(name) })
})

test('credentials that are no texts, and a body that is no JSON, are told apart', async () => {
  const sandbox = await freshSandbox()

  const number = await sandbox.request('POST', '/conomy/auth', { ...CREDENTIALS, clientSecret: 7 }, BY_KEY)
  const broken = await sandbox.request('POST', '/conomy/auth', undefined, { ...BY_KEY, raw: '{"clientId"' })

  expect(number).toMatchObject({ status: 400, body: { code: '11' } })
  expect(broken).toMatchObject({ status: 400, body: { code: '14' } })
})

test('row 5: a token is good for 3600 seconds of the clock, and not one more', async () => {
  const sandbox = await freshSandbox()
  const token = await tokenFor(sandbox)

  await sandbox.clock.advance(3_599_999)
  const before = await use(sandbox, token)
  await sandbox.clock.advance(1)
  const after = await use(sandbox, token)

  expect(before.status).toBe(200)
  expect(after).toMatchObject({ status: 401, body: { code: '41', traceId: expect.any(String) } })
})

test('an old token stays good when there is a new one, until its own time is over', async () => {
  const sandbox = await freshSandbox()
  const old = await tokenFor(sandbox)
  await sandbox.clock.advance(1_800_000)

  const young = await tokenFor(sandbox)

  expect(young).not.toBe(old)
  expect([(await use(sandbox, old)).status, (await use(sandbox, young)).status]).toEqual([200, 200])
  await sandbox.clock.advance(1_800_000)
  expect([(await use(sandbox, old)).status, (await use(sandbox, young)).status]).toEqual([401, 200])
})

test('two tokens of one instant differ, and both are good', async () => {
  const sandbox = await freshSandbox()

  const tokens = [await tokenFor(sandbox), await tokenFor(sandbox)]

  expect(new Set(tokens).size).toBe(2)
  for (const token of tokens) expect((await use(sandbox, token)).status).toBe(200)
})

test('a token outlives a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const token = await tokenFor(first)
  await first.close()

  const second = await freshSandbox({ data })

  expect((await use(second, token)).status).toBe(200)
})

test("a token does not go with another client's API key", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await use(sandbox, await tokenFor(sandbox), 'other-api-key')

  expect(status).toBe(401)
  expect(body).toMatchObject({ code: '41' })
})

test('a token that was tampered with is not valid', async () => {
  const sandbox = await freshSandbox()
  const token = await tokenFor(sandbox)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const longer = encoded({ ...decoded(claims), exp: 9_999_999_999 })
  const unsigned = encoded({ alg: 'none', typ: 'JWT' })

  for (const fake of [
    `${header}.${longer}.${signature}`,
    `${unsigned}.${longer}.`,
    `${header}.${claims}`,
    `${header}.${claims}.`,
    `${token}.more`,
    token.slice(0, -1),
    'no.such.token',
    '..',
  ]) {
    const { status, body } = await use(sandbox, fake)
    expect({ fake, status, code: body.code }).toEqual({ fake, status: 401, code: '41' })
  }
})

test('row 6: without an API key there is no token', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/auth', CREDENTIALS, { as: null })

  expect(status).toBe(401)
  expect(body).toMatchObject({ code: '41' })
})

test('row 7: with /sandbox in front it is the same call, and the token is good for both', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/sandbox/auth', CREDENTIALS, BY_KEY)

  expect(status).toBe(200)
  expect((await use(sandbox, body.accessToken)).status).toBe(200)
})

test('whoever asks for a token need not name the application', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', '/conomy/auth', CREDENTIALS, {
    as: null,
    headers: { ...BY_KEY.headers, 'user-agent': '' },
  })

  expect(status).toBe(200)
})

test('the documented version is accepted here, and row 57: an unknown one refused, after the API key', async () => {
  const sandbox = await freshSandbox()
  const ask = (version: string, headers: Record<string, string>) =>
    sandbox.request('POST', '/conomy/auth', CREDENTIALS, {
      as: null,
      headers: { ...headers, 'conomyhq-api-version': version },
    })

  expect(await ask('24-04-2025', BY_KEY.headers)).toMatchObject({ status: 200 })
  expect(await ask('01-01-2020', BY_KEY.headers)).toMatchObject({ status: 400, body: { code: '11' } })
  expect(await ask('01-01-2020', {})).toMatchObject({ status: 401, body: { code: '41' } })
})

test('with authentication off every client still gets a token of its own', async () => {
  const sandbox = await freshSandbox({ auth: false })
  const others = { clientId: 'other-client', clientSecret: 'other-secret' }

  const { status, body } = await sandbox.request('POST', '/conomy/auth', others, { as: null })

  expect(status).toBe(200)
  const [, claims] = String(body.accessToken).split('.')
  expect(decoded(claims)).toMatchObject({ clientId: 'other-client' })
})
