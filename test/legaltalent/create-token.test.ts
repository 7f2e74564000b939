import { expect, test } from 'vitest'
import { bearing, CONTROL, CUSTOMERS, ME } from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const TOKENS = `${CONTROL}/tokens`

test('a token without wishes is the demo tenant, may everything and lives for an hour', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', TOKENS)

  expect(status).toBe(200)
  expect(body.expires_at).toBe('2026-04-20T13:00:00Z')
  const me = await sandbox.request('GET', ME, undefined, bearing(body.token))
  expect(me.body.data.tenant_id).toBe('tenant_demo')
})

test('what is in a token is what an ID token of the login has', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', TOKENS, { permissions: ['kyc:read'] })

  const token: string = body.token
  const [, payload = ''] = token.split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({
    sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
    token_use: 'id',
    tenant_id: 'tenant_demo',
    'custom:tenant_id': 'tenant_demo',
    permissions: ['kyc:read'],
    iat: NOW.getTime() / 1000,
    exp: NOW.getTime() / 1000 + 3600,
  })
})

test('a token is of the tenant, and lives as long, as it was asked for', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', TOKENS, { tenant_id: 'tenant_other', expires_in: 60 })

  const me = await sandbox.request('GET', ME, undefined, bearing(body.token))
  expect(me.body.data.tenant_id).toBe('tenant_other')
  await sandbox.clock.advance(60_000)
  expect((await sandbox.request('GET', CUSTOMERS, undefined, bearing(body.token))).status).toBe(401)
})

test.each([
  ['a tenant that is not there', { tenant_id: 'nobody' }, 404],
  ['a tenant that every object has', { tenant_id: '__proto__' }, 404],
  ['a fraction of a second', { expires_in: 0.5 }, 400],
  ['an unknown permission', { permissions: ['kyc:everything'] }, 400],
])('%s gets no token', async (_what, body, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', TOKENS, body)

  expect(status).toBe(expected)
})
