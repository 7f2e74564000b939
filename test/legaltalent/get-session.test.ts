import { expect, test } from 'vitest'
import { BY_OTHER, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { ANA, publicState, walkBasic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a session shows its tenant what the end user has done', async () => {
  const sandbox = await freshSandbox()
  const session = await startSession(sandbox)
  await walkBasic(sandbox, session.access_token)

  const { status, body } = await sandbox.request('GET', `${SESSIONS}/${session.session_id}`)

  expect(status).toBe(200)
  const { steps_data } = await publicState(sandbox, session.access_token)
  expect(body.data).toEqual({
    ...session,
    status: 'completed',
    completed_at: '2026-04-20T12:00:00Z',
    current_step_index: 3,
    total_steps: 3,
    steps_data,
    corrections: [],
    checks: { lists: null, adverse_media: null, crypto: null, face_match: null },
  })
  expect(steps_data[0].form_data).toEqual(ANA)
})

test("an unknown session, and another tenant's, are 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const unknown = await sandbox.request('GET', `${SESSIONS}/${UNKNOWN}`)
  const others = await sandbox.request('GET', `${SESSIONS}/${session_id}`, undefined, BY_OTHER)

  for (const { status, body } of [unknown, others]) {
    expect(status).toBe(404)
    expect(body.error.code).toBe('SESSION_NOT_FOUND')
  }
})
