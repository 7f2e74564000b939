import { expect, test } from 'vitest'
import { eventsOf, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 54: an approval by hand is told as such', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  await sandbox.request('PATCH', `${SESSIONS}/${session_id}`, { status: 'approved' })

  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.approved'])
})
