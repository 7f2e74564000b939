import { expect, test } from 'vitest'
import { BY_OTHER, completeSession, SESSIONS, startSession } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 40: a new link takes the place of the old one at once, and expires when that would have', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token, expires_at } = await startSession(sandbox)

  const { status, body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/generate-link`)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    session_id,
    access_token: expect.any(String),
    public_url: `http://localhost:4010/legaltalent/public/sessions/${body.data.access_token}`,
    expires_at,
  })
  expect((await onPublic(sandbox, access_token, 'GET')).status).toBe(404)
  expect((await onPublic(sandbox, body.data.access_token, 'GET')).status).toBe(200)
})

test("a session that is over takes no new link, and another tenant's is 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  const path = `${SESSIONS}/${session_id}/generate-link`

  const others = await sandbox.request('POST', path, undefined, BY_OTHER)
  await completeSession(sandbox, session_id)
  const over = await sandbox.request('POST', path)

  expect(others.status).toBe(404)
  expect(over.status).toBe(400)
  expect(over.body.error.message).toBe('A session that is completed takes no new link')
})
