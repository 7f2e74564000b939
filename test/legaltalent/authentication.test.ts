import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { ACME, ANDES, bearing, CONTROL, CUSTOMERS, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['row 1: nobody', { as: null }],
  ['row 2: an unknown key', bearing('sk_nobody')],
  ['row 2: a malformed token', bearing('a.b.c')],
] as const)('%s is refused with 401', async (_who, options) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', CUSTOMERS, undefined, options)

  expect(status).toBe(401)
  expect(body.error).toMatchObject({ type: 'UnauthorizedError', code: 'UNAUTHORIZED' })
})

test('row 3: a JWT works until it expires', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: ['kyc:read'] })
  const asPerson = bearing(made.body.token)

  const before = await sandbox.request('GET', CUSTOMERS, undefined, asPerson)
  await sandbox.clock.advance(3_600_000)
  const after = await sandbox.request('GET', CUSTOMERS, undefined, asPerson)

  expect(before.status).toBe(200)
  expect(after.status).toBe(401)
})

test('row 4: a key that only reads cannot create', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CUSTOMERS, ACME, bearing('sk_demo_read'))

  expect(status).toBe(403)
  expect(body.error).toEqual({ type: 'ForbiddenError', code: 'FORBIDDEN', message: 'Missing kyc:create permission' })
})

test.each([CUSTOMERS, `${CUSTOMERS}/${ANDES}`])('row 5: a key that only creates cannot read %s', async (path) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', path, undefined, bearing('sk_demo_write'))

  expect(status).toBe(403)
})

test('row 6: an API key works exactly like a JWT', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, {})

  const byKey = await sandbox.request('GET', CUSTOMERS)
  const byToken = await sandbox.request('GET', CUSTOMERS, undefined, bearing(made.body.token))

  expect(byToken.body.data).toEqual(byKey.body.data)
})

test.each([
  ['without a scheme', 'sk_demo_admin'],
  ['of another scheme', 'Basic sk_demo_admin'],
  ['with nothing behind the scheme', 'Bearer '],
  ['twice', 'Bearer sk_demo_admin sk_demo_admin'],
  ['in other letters', 'Bearer SK_DEMO_ADMIN'],
  ['that every object has', 'Bearer constructor'],
])('row 2: a token %s is refused with 401', async (_how, authorization) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', CUSTOMERS, undefined, { as: null, headers: { authorization } })

  expect(status).toBe(401)
})

test('the scheme may be written in any case', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', CUSTOMERS, undefined, {
    as: null,
    headers: { authorization: 'bearer sk_demo_admin' },
  })

  expect(status).toBe(200)
})

/** A token of any content, signed with the key that everybody can read in the sources. */
function selfSigned(payload: string): string {
  const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')
  const text = `${header}.${Buffer.from(payload).toString('base64url')}`
  return `${text}.${createHmac('sha256', 'fintech-sandbox legaltalent').update(text).digest('base64url')}`
}

test.each([
  ['is not JSON', 'hello'],
  ['is a list', '[]'],
  ['has no permissions', '{"tenant_id":"tenant_demo","exp":4102444800}'],
  ['has no tenant', '{"permissions":["kyc:read"],"exp":4102444800}'],
  ['has a blank tenant', '{"tenant_id":"","permissions":["kyc:read"],"exp":4102444800}'],
  ['has permissions that are no texts', '{"tenant_id":"tenant_demo","permissions":[1],"exp":4102444800}'],
  ['never expires', '{"tenant_id":"tenant_demo","permissions":["kyc:read"]}'],
])('row 2: a token whose content %s is refused with 401', async (_what, payload) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', CUSTOMERS, undefined, bearing(selfSigned(payload)))

  expect(status).toBe(401)
})

test.each(['tenant_id', 'custom:tenant_id'])('the tenant of a token may be under %s', async (claim) => {
  const sandbox = await freshSandbox()
  const token = selfSigned(`{"${claim}":"tenant_other","permissions":["kyc:read"],"exp":4102444800}`)

  const { status, body } = await sandbox.request('GET', ME, undefined, bearing(token))

  expect(status).toBe(200)
  expect(body.data.tenant_id).toBe('tenant_other')
})

test('row 3: a token that somebody has changed is refused, and one that they have signed is not', async () => {
  const sandbox = await freshSandbox()
  const good = '{"tenant_id":"tenant_demo","permissions":["kyc:read"],"exp":4102444800}'
  const [header, , signature] = selfSigned(good).split('.')
  const changed = Buffer.from(good.replace('kyc:read', 'kyc:list')).toString('base64url')

  const genuine = await sandbox.request('GET', CUSTOMERS, undefined, bearing(selfSigned(good)))
  const forged = await sandbox.request('GET', CUSTOMERS, undefined, bearing(`${header}.${changed}.${signature}`))

  expect([genuine.status, forged.status]).toEqual([200, 401])
})
