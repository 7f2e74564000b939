import { expect, test } from 'vitest'
import { BY_OTHER, bearing, CONTROL, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const USAGE = '/legaltalent/kyc/usage'
const SITE = { url: 'https://acme.example', client_id: 'acme' }

test('what is used is counted, without an envelope', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', USAGE)
  await startSession(sandbox, { client_id: 'new_1' })
  await sandbox.request('POST', '/legaltalent/kyc/web-validation', SITE)

  const { status, body } = await sandbox.request('GET', USAGE)

  expect(status).toBe(200)
  const { credits } = before.body
  expect(body).toEqual({
    ...before.body,
    customers: before.body.customers + 2,
    sessions: before.body.sessions + 1,
    web_validations: before.body.web_validations + 1,
    credits: { ...credits, used: credits.used + 2, available: credits.available - 2 },
  })
})

test('sessions that were deleted were used', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', USAGE)).body.sessions
  const { session_id } = await startSession(sandbox)
  await sandbox.request('DELETE', `${SESSIONS}/${session_id}`)

  expect((await sandbox.request('GET', USAGE)).body.sessions).toBe(before + 1)
})

test('another tenant has used something else', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', USAGE, undefined, BY_OTHER)

  expect(body).toMatchObject({ tenant_id: 'tenant_other', watchlists: 1, watchlist_subjects: 1 })
})

test.each([
  ['usage:read', 200],
  ['kyc:read', 403],
])('with %s it is %d', async (permission, expected) => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: [permission] })

  const { status } = await sandbox.request('GET', USAGE, undefined, bearing(made.body.token))

  expect(status).toBe(expected)
})
