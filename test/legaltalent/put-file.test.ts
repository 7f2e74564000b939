import { expect, test } from 'vitest'
import { SESSIONS, startSession } from '../support/legaltalent.ts'
import { bytesOf, initUpload, onPublic, put } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const MEGABYTE = 1024 * 1024

type Promised = { upload_url: string; access_token: string; doc_id: string; session_id: string }

/** A session, and a place for its identity document. */
async function promised(sandbox: TestSandbox, wanted: object = {}, link: object = {}): Promise<Promised> {
  const session = await startSession(sandbox, link)
  const { body } = await initUpload(sandbox, session.access_token, 'step_2', { document_type: 'id', ...wanted })
  return { ...session, ...body.data }
}

test('bytes are put to the URL without authorization, and answered with nothing', async () => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox)

  const { status, body } = await put(sandbox, upload_url, bytesOf(100))

  expect(status).toBe(200)
  expect(body).toBeUndefined()
})

test('a file of exactly 10 MB is taken, and one byte more is refused without a trace', async () => {
  const sandbox = await freshSandbox()
  const { upload_url, access_token, doc_id } = await promised(sandbox)
  const before = await exported(sandbox)

  const more = await put(sandbox, upload_url, bytesOf(10 * MEGABYTE + 1))
  const after = await exported(sandbox)
  const most = await put(sandbox, upload_url, bytesOf(10 * MEGABYTE))

  expect(more.status).toBe(400)
  expect(more.body.error.code).toBe('VALIDATION_ERROR')
  expect(after).toBe(before)
  expect(most.status).toBe(200)
  const { body } = await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id })
  expect(body.data.size).toBe(10 * MEGABYTE)
})

test.each([
  ['no bytes', bytesOf(0), 'image/png', 400],
  ['another type than announced', bytesOf(9), 'application/pdf', 403],
  ['another number of bytes than announced', bytesOf(8), 'image/png', 400],
])('%s is refused, and nothing is stored', async (_what, bytes, type, expected) => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox, { file_size: 9 })
  const before = await exported(sandbox)

  const { status } = await put(sandbox, upload_url, bytes, type)

  expect(status).toBe(expected)
  expect(await exported(sandbox)).toBe(before)
})

test('a client that says no type is taken at its word', async () => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox)

  expect((await put(sandbox, upload_url, bytesOf(9), '')).status).toBe(200)
})

test('a place is good for fifteen minutes of the clock', async () => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox)

  await sandbox.clock.advance(899_999)
  const intime = await put(sandbox, upload_url, bytesOf(9))
  await sandbox.clock.advance(1)
  const late = await put(sandbox, upload_url, bytesOf(9))

  expect(intime.status).toBe(200)
  expect(late.status).toBe(403)
  expect(late.body.error).toMatchObject({ code: 'FORBIDDEN', message: 'The link has expired' })
})

test.each([
  ['signature', (url: string) => url.replace(/signature=./, 'signature=x')],
  ['document', (url: string) => url.replace(/uploads\/./, 'uploads/x')],
  ['time', (url: string) => url.replace(/expires=1/, 'expires=2')],
  ['purpose', (url: string) => url.replace('/uploads/', '/files/')],
])('a URL with another %s is none of ours', async (what, changed) => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox)

  const { status, body } = await put(sandbox, changed(upload_url), bytesOf(9))

  expect(status).toBe(what === 'purpose' ? 405 : 403)
  expect(body.status).toBe('error')
})

test('a URL without its signature is 400', async () => {
  const sandbox = await freshSandbox()
  const { upload_url } = await promised(sandbox)

  const { status } = await put(sandbox, upload_url.replace(/\?.*/, ''), bytesOf(9))

  expect(status).toBe(400)
})

test('a file that was confirmed stays as it is', async () => {
  const sandbox = await freshSandbox()
  const { upload_url, access_token, doc_id } = await promised(sandbox)
  await put(sandbox, upload_url, bytesOf(9))
  await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id })

  const { status, body } = await put(sandbox, upload_url, bytesOf(10))

  expect(status).toBe(403)
  expect(body.error.message).toBe('The upload is over')
})

test('the place of a session that is gone is gone too, and of one that has expired it is forbidden', async () => {
  const sandbox = await freshSandbox()
  const gone = await promised(sandbox)
  await sandbox.request('DELETE', `${SESSIONS}/${gone.session_id}`)
  const ofGone = await put(sandbox, gone.upload_url, bytesOf(9))
  const session = await startSession(sandbox, { ttl_days: 1 })
  await sandbox.clock.advance(86_400_000 - 60_000)
  const late = (await initUpload(sandbox, session.access_token, 'step_2', { document_type: 'id' })).body.data
  await sandbox.clock.advance(60_000)

  const ofExpired = await put(sandbox, late.upload_url, bytesOf(9))

  expect(ofGone.status).toBe(404)
  expect(ofExpired.status).toBe(403)
  expect(ofExpired.body.error.code).toBe('SESSION_EXPIRED')
})

test('in a namespace the URL leads into the namespace', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `/@ci-7${SESSIONS}`, {
    workflow_id: '1f000000-0000-4000-8000-000000000001',
  })
  const path = `${new URL(made.body.data.public_url).pathname}/upload/init`
  const wanted = { step_id: 'step_2', document_type: 'id', file_name: 'a.png', content_type: 'image/png' }
  const { body } = await sandbox.request('POST', path, wanted, { as: null })

  expect(body.data.upload_url).toContain('/@ci-7/legaltalent/uploads/')
  expect((await put(sandbox, body.data.upload_url, bytesOf(9))).status).toBe(200)
})
