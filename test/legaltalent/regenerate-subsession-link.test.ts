import { expect, test } from 'vitest'
import { COMPANY, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test("a related party's new link takes the place of the old one", async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox, { workflow_id: COMPANY })
  const path = `${SESSIONS}/${session_id}/subsessions`
  const party = (await sandbox.request('POST', path, { full_name: 'Ann', role: 'ubo' })).body.data

  const { status, body } = await sandbox.request('POST', `${path}/${party.session_id}/regenerate-link`)

  expect(status).toBe(200)
  expect((await onPublic(sandbox, party.access_token, 'GET')).status).toBe(404)
  expect((await onPublic(sandbox, body.data.access_token, 'GET')).body.data.session_id).toBe(party.session_id)
  expect((await onPublic(sandbox, access_token, 'GET')).status).toBe(200)
})

test('a related party of another session is 404', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const other = await startSession(sandbox, { workflow_id: COMPANY })
  const person = { full_name: 'Ann', role: 'ubo' }
  const party = (await sandbox.request('POST', `${SESSIONS}/${other.session_id}/subsessions`, person)).body.data

  for (const id of [UNKNOWN, party.session_id, other.session_id]) {
    const { status, body } = await sandbox.request(
      'POST',
      `${SESSIONS}/${session_id}/subsessions/${id}/regenerate-link`,
    )
    expect(status).toBe(404)
    expect(body.error.code).toBe('SUBSESSION_NOT_FOUND')
  }
})
