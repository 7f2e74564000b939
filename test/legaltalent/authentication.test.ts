import { expect, test } from 'vitest'
import { ACME, ANDES, bearing, CONTROL, CUSTOMERS } from '../support/legaltalent.ts'
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
