import { expect, test } from 'vitest'
import { BY_OTHER, SESSIONS, startSession } from '../support/legaltalent.ts'
import { initUpload, upload } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a document has a link that is good for a quarter of an hour', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  const { doc_id } = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })

  const { status, body } = await sandbox.request('GET', `${SESSIONS}/${session_id}/documents/${doc_id}/url`)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    doc_id,
    file_name: 'paper.png',
    content_type: 'image/png',
    url: expect.stringContaining(`http://localhost:4010/legaltalent/files/${doc_id}?expires=1776687300&signature=`),
    expires_at: '2026-04-20T12:15:00Z',
  })
})

test("a document that did not arrive, of another session, and another tenant's are 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  const { doc_id } = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  const promised = (await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })).body.data
  const other = await startSession(sandbox)

  const answers = [
    await sandbox.request('GET', `${SESSIONS}/${session_id}/documents/unknown/url`),
    await sandbox.request('GET', `${SESSIONS}/${session_id}/documents/${promised.doc_id}/url`),
    await sandbox.request('GET', `${SESSIONS}/${other.session_id}/documents/${doc_id}/url`),
    await sandbox.request('GET', `${SESSIONS}/${session_id}/documents/${doc_id}/url`, undefined, BY_OTHER),
  ]

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
  expect(answers.map(({ body }) => body.error.code)).toEqual([
    'DOCUMENT_NOT_FOUND',
    'DOCUMENT_NOT_FOUND',
    'DOCUMENT_NOT_FOUND',
    'SESSION_NOT_FOUND',
  ])
})
