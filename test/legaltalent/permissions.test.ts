import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { bearing, CONTROL, CUSTOMERS, ME, SESSIONS, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const contract = await Contract.load()
const OPERATIONS = contract.operations.filter(
  ({ surface, isControl, isPublic }) => surface === 'legaltalent' && !isControl && !isPublic,
)

test('every operation that is not public wants a token, and a permission, before it looks at anything else', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: [] })

  for (const { id, method, path } of OPERATIONS) {
    const unknown = path.replaceAll(/\{[^}]+\}/g, 'unknown')
    const nobody = await sandbox.request(method.toUpperCase(), unknown, undefined, { as: null })
    const powerless = await sandbox.request(method.toUpperCase(), unknown, undefined, bearing(made.body.token))
    expect([id, nobody.status, powerless.status]).toEqual([id, 401, 403])
  }
  expect(OPERATIONS.length).toBeGreaterThan(50)
})

test.each([
  ['sk_demo_read', 'GET', CUSTOMERS, 200],
  ['sk_demo_read', 'GET', WATCHLISTS, 200],
  ['sk_demo_read', 'GET', '/legaltalent/kyc/usage', 200],
  ['sk_demo_read', 'POST', SESSIONS, 403],
  ['sk_demo_read', 'PATCH', `${ME}/keywords`, 403],
  ['sk_demo_write', 'GET', CUSTOMERS, 403],
  ['sk_demo_write', 'POST', CUSTOMERS, 400],
  ['sk_demo_write', 'POST', WATCHLISTS, 400],
  ['sk_demo_admin', 'PATCH', `${ME}/keywords`, 400],
])('with the demo key %s, %s %s without a body is %d', async (key, method, path, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request(method, path, undefined, bearing(key))

  expect(status).toBe(expected)
})

test('a role that only manages the tenant sees its settings, and no customers', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: ['tenant:manage'] })
  const manager = bearing(made.body.token)

  const settings = await sandbox.request('PATCH', `${ME}/keywords`, { keywords: ['casino'] }, manager)
  const own = await sandbox.request('GET', ME, undefined, manager)
  const customers = await sandbox.request('GET', CUSTOMERS, undefined, manager)

  expect([settings.status, own.status, customers.status]).toEqual([200, 200, 403])
})
