import { expect, test } from 'vitest'
import { completeSession, eventsOf, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 53: a flag that fires approves the session, and says so in one event', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { client_id: 'swiss', metadata: { nationality: 'CH' } })
  await completeSession(sandbox, session_id)

  const { body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)

  expect(body.data).toMatchObject({ status: 'approved', final_decision: 'flagged' })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed'])
})
