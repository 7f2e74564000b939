import { expect, test } from 'vitest'
import { COMPANY, SESSIONS, startSession } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a related party that is deleted is gone, and its link leads nowhere', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const path = `${SESSIONS}/${session_id}/subsessions`
  const ann = (await sandbox.request('POST', path, { full_name: 'Ann', role: 'ubo' })).body.data
  const bob = (await sandbox.request('POST', path, { full_name: 'Bob', role: 'director' })).body.data

  const { status, body } = await sandbox.request('DELETE', `${path}/${ann.session_id}`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', message: 'Subsession deleted successfully' })
  expect((await onPublic(sandbox, ann.access_token, 'GET')).status).toBe(404)
  const { subsessions } = (await sandbox.request('GET', path)).body.data
  expect(subsessions).toEqual([bob])
  expect((await sandbox.request('DELETE', `${path}/${ann.session_id}`)).status).toBe(404)
})
