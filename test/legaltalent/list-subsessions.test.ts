import { expect, test } from 'vitest'
import { BY_OTHER, COMPANY, completeSession, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('the related parties of a session are listed as they stand, whoever named them', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const path = `${SESSIONS}/${session_id}/subsessions`
  const ann = (await sandbox.request('POST', path, { full_name: 'Ann Owner', role: 'ubo' })).body.data
  await onPublic(sandbox, access_token, 'POST', '/subsessions', { full_name: 'Dan Director', role: 'director' })
  await completeSession(sandbox, ann.session_id)

  const { status, body } = await sandbox.request('GET', path)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    count: 2,
    subsessions: [
      { session_id: ann.session_id, parent_session_id: session_id, role: 'ubo', status: 'completed' },
      { parent_session_id: session_id, role: 'director', status: 'active' },
    ],
  })
})

test('a session of nobody else has none', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { body } = await sandbox.request('GET', `${SESSIONS}/${session_id}/subsessions`)

  expect(body.data).toMatchObject({ subsessions: [], count: 0 })
})

test("of an unknown session, and of another tenant's, it is 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })

  const unknown = await sandbox.request('GET', `${SESSIONS}/${UNKNOWN}/subsessions`)
  const others = await sandbox.request('GET', `${SESSIONS}/${session_id}/subsessions`, undefined, BY_OTHER)

  for (const { status, body } of [unknown, others]) {
    expect(status).toBe(404)
    expect(body.error.code).toBe('SESSION_NOT_FOUND')
  }
})
