import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { OTHERS } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const GRANT = '/oak/api/v1/merchant/token/grant'
const CREDENTIALS = { client_id: 'demo-client', client_secret: 'demo-secret', grant_type: 'client_credentials' }
const NOBODY = { as: null } as const

async function tokenFor(sandbox: TestSandbox): Promise<string> {
  return (await sandbox.request('POST', GRANT, CREDENTIALS, NOBODY)).body.access_token
}

/** What a protected call answers to a token. */
const use = (sandbox: TestSandbox, token: string) =>
  sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    as: null,
    headers: { authorization: `Bearer ${token}` },
  })

test('row 1: client and secret are answered with a bearer token at the top level, and it opens the door', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', GRANT, CREDENTIALS, NOBODY)

  expect(status).toBe(200)
  expect(body).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  })
  expect((await use(sandbox, body.access_token)).status).toBe(200)
})

test.each([
  ['a wrong secret', { ...CREDENTIALS, client_secret: 'other-secret' }],
  ['a client that does not exist', { ...CREDENTIALS, client_id: 'invalid', client_secret: 'invalid' }],
])('row 2: %s gets no token', async (_, credentials) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', GRANT, credentials, NOBODY)

  expect(status).toBe(404)
  expect(body).toEqual({
    msg: 'merchant not found or invalid credentials',
    data: null,
    error_code: 'not_found',
    failure_reasons: [],
  })
})

test('row 2: by a setting, wrong credentials are 401', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { badCredentialsStatus: 401 } } })

  const { status, body } = await sandbox.request('POST', GRANT, { ...CREDENTIALS, client_secret: 'no' }, NOBODY)

  expect(status).toBe(401)
  expect(body).toMatchObject({ error_code: 'authentication_error', failure_reasons: [{ code: 'invalid_credentials' }] })
})

test.each(['client_id', 'client_secret', 'grant_type'])(
  'row 3: a grant without %s is 422 and names it',
  async (name) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('POST', GRANT, { ...CREDENTIALS, [name]: undefined }, NOBODY)

    expect(status).toBe(422)
    expect(body).toMatchObject({
      msg: `${name} is required`,
      error_code: 'validation_error',
      failure_reasons: [{ code: 'missing_required_information', fields: [name] }],
    })
  },
)

test.each([
  ['another grant type', { ...CREDENTIALS, grant_type: 'password' }, 'grant_type'],
  ['a secret that is no text', { ...CREDENTIALS, client_secret: 7 }, 'client_secret'],
])('row 3: a grant with %s is 422', async (_, credentials, field) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', GRANT, credentials, NOBODY)

  expect(status).toBe(422)
  expect(body).toMatchObject({ failure_reasons: [{ code: 'invalid_input', fields: [field] }] })
})

test.each([
  ['no JSON', '{"client_id"'],
  ['empty', ''],
])('row 3: a grant whose body is %s is 422', async (_, raw) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', GRANT, undefined, { as: null, raw })

  expect(status).toBe(422)
  expect(body).toMatchObject({ data: null, error_code: 'validation_error' })
})

test('row 4: a token stays good when there is a newer one, until its own time is over', async () => {
  const sandbox = await freshSandbox()
  const old = await tokenFor(sandbox)
  await sandbox.clock.advance(1_800_000)

  const young = await tokenFor(sandbox)

  expect(young).not.toBe(old)
  expect([(await use(sandbox, old)).status, (await use(sandbox, young)).status]).toEqual([200, 200])
  await sandbox.clock.advance(1_800_000)
  expect([(await use(sandbox, old)).status, (await use(sandbox, young)).status]).toEqual([401, 200])
})

test('row 5: the life of a token is in seconds, and it is good until the last of them', async () => {
  const sandbox = await freshSandbox()
  const token = await tokenFor(sandbox)

  await sandbox.clock.advance(3_599_999)
  const before = await use(sandbox, token)
  await sandbox.clock.advance(1)
  const after = await use(sandbox, token)

  expect(before.status).toBe(200)
  expect(after.status).toBe(401)
})

test('row 6: a token of a short life is 401 when that is over, in the shape of every refusal', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { tokenLife: 60 } } })
  const { body: grant } = await sandbox.request('POST', GRANT, CREDENTIALS, NOBODY)
  await sandbox.clock.advance(60_000)

  const { status, body } = await use(sandbox, grant.access_token)

  expect(grant.expires_in).toBe(60)
  expect(status).toBe(401)
  expect(body).toEqual({
    msg: 'Unauthorized',
    data: null,
    error_code: 'authentication_error',
    failure_reasons: [
      {
        code: 'invalid_token',
        message: 'Unauthorized',
        fields: ['authorization'],
        deadline: null,
        provider_code: null,
        requires_manual_review: false,
        support_reference: null,
      },
    ],
  })
})

test('row 8: a doubled slash before the path does not count', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/oak//api/v1/merchant/token/grant', CREDENTIALS, NOBODY)

  expect(status).toBe(200)
  expect(body.token_type).toBe('Bearer')
})

test('a token of one merchant does not show the rows of another', async () => {
  const sandbox = await freshSandbox()
  const others = { client_id: 'other-client', client_secret: 'other-secret', grant_type: 'client_credentials' }
  const { body: grant } = await sandbox.request('POST', GRANT, others, NOBODY)

  const { body } = await use(sandbox, grant.access_token)

  expect(body.data.customer_list[0]).toMatchObject({ id: OTHERS, last_name: 'Other' })
})

test('a token that was granted before a restart is still good after it', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const token = await tokenFor(first)
  await first.close()

  const second = await freshSandbox({ data })

  expect((await use(second, token)).status).toBe(200)
})

test('a life that is no whole number of seconds is refused at the start', async () => {
  const start = freshSandbox({ settings: { oak: { tokenLife: 0.5 } } })

  await expect(start).rejects.toThrow('oak.tokenLife is wrong: it must be a whole number of at least 1')
})
