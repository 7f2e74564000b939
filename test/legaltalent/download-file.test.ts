import { expect, test } from 'vitest'
import { SESSIONS, startSession } from '../support/legaltalent.ts'
import { bytesOf, initUpload, onPublic, put, upload } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

async function linkOf(sandbox: TestSandbox, sessionId: string, docId: string): Promise<string> {
  const { body } = await sandbox.request('GET', `${SESSIONS}/${sessionId}/documents/${docId}/url`)
  return body.data.url
}

test.each([
  ['any bytes', bytesOf(70_000)],
  ['what looks like JSON', new TextEncoder().encode('{"a": ')],
  ['one byte', new Uint8Array([0])],
])('%s come back as they were put, with their type, and as an attachment', async (_what, bytes) => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  const wanted = { document_type: 'id', content_type: 'application/pdf' }
  const { doc_id, upload_url } = (await initUpload(sandbox, access_token, 'step_2', wanted)).body.data
  await put(sandbox, upload_url, bytes, 'application/pdf')
  await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id })

  const response = await sandbox.fetch(new Request(await linkOf(sandbox, session_id, doc_id)))

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('content-disposition')).toBe('attachment')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('a link ends after fifteen minutes, is not made up, and leads nowhere when the session is gone', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  const { doc_id } = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  const url = await linkOf(sandbox, session_id, doc_id)
  const statusAt = async (address: string): Promise<number> =>
    (await sandbox.request('GET', address.replace('http://localhost:4010', ''), undefined, { as: null })).status

  const madeUp = await statusAt(url.replace(/signature=.*/, 'signature=00'))
  await sandbox.request('DELETE', `${SESSIONS}/${session_id}`)
  const gone = await statusAt(url)
  await sandbox.clock.advance(900_000)
  const late = await statusAt(url)

  expect([madeUp, gone, late]).toEqual([403, 404, 403])
})
