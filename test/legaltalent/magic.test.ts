import { expect, test } from 'vitest'
import { ACME, BASIC, CUSTOMERS, SESSIONS } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** A session of a new customer with this e-mail, as it is answered. */
async function begin(sandbox: TestSandbox, email: string) {
  await sandbox.request('POST', CUSTOMERS, { ...ACME, entity_type: 'individual', email })
  return (await sandbox.request('POST', SESSIONS, { workflow_id: BASIC, client_id: ACME.client_id })).body.data
}

const sessionNow = async (sandbox: TestSandbox, id: string) =>
  (await sandbox.request('GET', `${SESSIONS}/${id}`)).body.data

const told = (sandbox: TestSandbox): string[] => sandbox.messages().map(({ event }) => event)

test.each([
  ['acme+approve@example.com', 'approved', []],
  ['reject@example.com', 'rejected', []],
  ['review@example.com', 'manual_review', ['kyc.session.manual_review']],
])('a session of %s finishes by itself and is %s', async (email, status, more) => {
  const sandbox = await freshSandbox()

  const created = await begin(sandbox, email)

  expect(created).toMatchObject({ status: 'active', final_decision: null })
  expect(await sessionNow(sandbox, created.session_id)).toMatchObject({ status, final_decision: status })
  expect(told(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed', ...more])
})

test.each([
  ['slow@example.com', 'approved'],
  ['slow+reject@example.com', 'rejected'],
])('a session of %s waits for ten seconds, and is %s', async (email, status) => {
  const sandbox = await freshSandbox()
  const { session_id } = await begin(sandbox, email)
  await sandbox.clock.advance(9999)
  const before = await sessionNow(sandbox, session_id)

  const fired = await sandbox.clock.advance(1)

  expect(before.status).toBe('active')
  expect(fired).toMatchObject([{ what: `session ${session_id} is finished` }])
  expect(await sessionNow(sandbox, session_id)).toMatchObject({ status })
})

test('an end user who is quicker is decided as the e-mail says, at once', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await begin(sandbox, 'slow+reject@example.com')

  await sandbox.request('POST', `/_sandbox/legaltalent/sessions/${session_id}/complete`)

  expect(await sessionNow(sandbox, session_id)).toMatchObject({ status: 'rejected' })
  expect(await sandbox.clock.advance(60_000)).toEqual([])
})
