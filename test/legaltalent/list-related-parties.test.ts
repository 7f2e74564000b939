import { expect, test } from 'vitest'
import { COMPANY, completeSession, SESSIONS, startSession } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('whoever named related parties sees how they stand, also those that the tenant named', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const ann = { full_name: 'Ann Owner', role: 'ubo' }
  const first = await onPublic(sandbox, access_token, 'POST', '/subsessions', ann)
  const dan = { full_name: 'Dan Director', role: 'director' }
  await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, dan)
  await completeSession(sandbox, first.body.data.session_id)

  const { status, body } = await onPublic(sandbox, access_token, 'GET', '/subsessions')

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    session_id,
    count: 2,
    subsessions: [
      { ...ann, status: 'completed', completed_at: '2026-04-20T12:00:00Z' },
      { ...dan, status: 'active', completed_at: null },
    ],
  })
})
