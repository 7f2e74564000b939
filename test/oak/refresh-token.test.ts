import { expect, test } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { issueToken } from '../../src/vendors/oak/token.ts'
import { NOT_FOUND } from '../support/oak.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

const REFRESH = '/oak/api/v1/merchant/token/refresh'
const NOBODY = { as: null } as const
const DAY = 24 * 3600 * 1000

async function granted(sandbox: TestSandbox) {
  const credentials = { client_id: 'demo-client', client_secret: 'demo-secret', grant_type: 'client_credentials' }
  return (await sandbox.request('POST', '/oak/api/v1/merchant/token/grant', credentials, NOBODY)).body
}

const refreshed = (sandbox: TestSandbox, refresh_token: unknown) =>
  sandbox.request('POST', REFRESH, { refresh_token }, NOBODY)

/** What a protected call answers to a token. */
const use = async (sandbox: TestSandbox, token: string) =>
  await sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    as: null,
    headers: { authorization: `Bearer ${token}` },
  })

test('when the token of a grant is over, its refresh token gets the next one', async () => {
  const sandbox = await freshSandbox()
  const { access_token, refresh_token } = await granted(sandbox)
  await sandbox.clock.advance(3_600_000)

  const { status, body } = await refreshed(sandbox, refresh_token)

  expect(status).toBe(200)
  expect(body).toEqual({
    msg: 'token refreshed',
    data: { accessToken: expect.any(String), refreshToken: expect.any(String) },
  })
  expect((await use(sandbox, access_token)).status).toBe(401)
  expect((await use(sandbox, body.data.accessToken)).status).toBe(200)
})

test('a refresh can be refreshed', async () => {
  const sandbox = await freshSandbox()
  const { refresh_token } = await granted(sandbox)
  const { body: first } = await refreshed(sandbox, refresh_token)

  const { status, body } = await refreshed(sandbox, first.data.refreshToken)

  expect(status).toBe(200)
  expect((await use(sandbox, body.data.accessToken)).status).toBe(200)
})

test('a refresh token opens no door itself', async () => {
  const sandbox = await freshSandbox()
  const { refresh_token } = await granted(sandbox)

  const { status } = await use(sandbox, refresh_token)

  expect(status).toBe(401)
})

test('a refresh token is good for thirty days, and then 400', async () => {
  const sandbox = await freshSandbox()
  const { refresh_token } = await granted(sandbox)

  await sandbox.clock.advance(30 * DAY - 1)
  const before = await refreshed(sandbox, refresh_token)
  await sandbox.clock.advance(1)
  const after = await refreshed(sandbox, refresh_token)

  expect(before.status).toBe(200)
  expect(after.status).toBe(400)
  expect(after.body).toMatchObject({ msg: 'refresh_token is invalid or has expired', data: null })
})

test('an access token refreshes nothing', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await granted(sandbox)

  const { status } = await refreshed(sandbox, access_token)

  expect(status).toBe(400)
})

test.each(['', 'nobody', 'a.b.c', undefined, null, 7])('%j is no refresh token: 400', async (token) => {
  const sandbox = await freshSandbox()

  const { status, body } = await refreshed(sandbox, token)

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ fields: ['refresh_token'] }])
})

test('the refresh token of a merchant who is not known is 404', async () => {
  const sandbox = await freshSandbox()
  const random = Random.seeded(1)
  const token = issueToken('nobody', { now: NOW, random, life: 60, use: 'refresh' })

  const { status, body } = await refreshed(sandbox, token)

  expect(status).toBe(404)
  expect(body).toEqual({ ...NOT_FOUND, msg: 'merchant not found' })
})
