import { expect, test } from 'vitest'
import { COMPANY, SESSIONS, startSession } from '../support/legaltalent.ts'
import { onPublic, upload } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

test('a session goes with its related parties, and with everything that was done and uploaded', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox, { workflow_id: COMPANY })
  const ann = { full_name: 'Ann Owner', role: 'ubo' }
  const party = (await onPublic(sandbox, access_token, 'POST', '/subsessions', ann)).body.data
  const own = await upload(sandbox, access_token, 'step_2', { document_type: 'company-charter' })
  const hers = await upload(sandbox, party.access_token, 'person_2', { document_type: 'id' })

  const { status } = await sandbox.request('DELETE', `${SESSIONS}/${session_id}`)

  expect(status).toBe(200)
  for (const token of [access_token, party.access_token]) {
    expect((await onPublic(sandbox, token, 'GET')).status).toBe(404)
  }
  const { 'webhooks.messages': _, ...rows } = JSON.parse(await exported(sandbox))
  for (const id of [session_id, party.session_id, own.doc_id, hers.doc_id]) {
    expect(JSON.stringify(rows)).not.toContain(id)
  }
})
