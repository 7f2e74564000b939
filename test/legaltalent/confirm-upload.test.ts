import { expect, test } from 'vitest'
import { COMPANY, startSession } from '../support/legaltalent.ts'
import {
  ANA,
  bytesOf,
  completeStep,
  initUpload,
  onPublic,
  publicState,
  put,
  upload,
} from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a file that arrived is a document of its step from then on, judged and read as the workflow says', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const document = await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name: ' passport.png ' })

  expect(document).toEqual({
    doc_id: expect.any(String),
    step_id: 'step_2',
    document_type: 'id',
    file_name: 'passport.png',
    content_type: 'image/png',
    size: 100,
    status: 'uploaded',
    validations: [
      { name: 'readable', passed: true },
      { name: 'not_expired', passed: true },
    ],
    extracted_data: expect.objectContaining({ document_number: expect.stringMatching(/^\d{8}$/) }),
    uploaded_at: '2026-04-20T12:00:00Z',
  })
  expect((await publicState(sandbox, access_token)).steps_data[1].documents).toEqual([document])
})

test('a file that has not arrived cannot be confirmed', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const { doc_id } = (await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })).body.data

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id })

  expect(status).toBe(400)
  expect(body.error.message).toBe('The file has not been uploaded')
})

test('an unknown document, and one of another session, are 404, and nothing is stored', async () => {
  const sandbox = await freshSandbox()
  const other = await startSession(sandbox)
  const { doc_id, upload_url } = (await initUpload(sandbox, other.access_token, 'step_2', { document_type: 'id' })).body
    .data
  await put(sandbox, upload_url, bytesOf(9))
  const { access_token } = await startSession(sandbox)

  for (const id of ['unknown', doc_id]) {
    const { status, body } = await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id: id })
    expect(status).toBe(404)
    expect(body.error).toMatchObject({ code: 'DOCUMENT_NOT_FOUND', message: 'Document not found' })
  }
  expect((await publicState(sandbox, other.access_token)).steps_data[1].documents).toEqual([])
})

test('to confirm twice changes nothing', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const document = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id: document.doc_id })

  expect(status).toBe(200)
  expect(body.data).toEqual(document)
})

test.each([
  ['passport-expired.png', [true, false]],
  ['UNREADABLE passport.png', [false, true]],
])('%s is rejected for what its name says', async (file_name, passed) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const document = await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name })

  expect(document.status).toBe('rejected')
  expect(document.validations).toMatchObject(passed.map((each) => ({ passed: each })))
})

test('another document of the same type replaces the first, unless several are asked for', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox, { workflow_id: COMPANY })
  for (const document_type of ['company-charter', 'company-charter', 'proof-of-address', 'proof-of-address']) {
    await upload(sandbox, access_token, 'step_2', { document_type })
  }

  const { steps_data } = await publicState(sandbox, access_token)

  expect(steps_data[1].documents).toMatchObject([
    { document_type: 'company-charter', status: 'replaced' },
    { document_type: 'company-charter', status: 'uploaded' },
    { document_type: 'proof-of-address', status: 'uploaded' },
    { document_type: 'proof-of-address', status: 'uploaded' },
  ])
})

test('a good document replaces one that was refused, and a refused one replaces nothing', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  for (const file_name of ['expired.png', 'passport.png', 'unreadable.png']) {
    await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name })
  }

  const { steps_data } = await publicState(sandbox, access_token)

  const expected = ['replaced', 'uploaded', 'rejected'].map((status) => expect.objectContaining({ status }))
  expect(steps_data[1].documents).toEqual(expected)
})

test('a file that is confirmed after its step was completed is refused, and the step keeps what it had', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })
  const late = (await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })).body.data
  await put(sandbox, late.upload_url, bytesOf(9))
  const document = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  await completeStep(sandbox, access_token, 'step_2')

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/upload/confirm', { doc_id: late.doc_id })

  expect(status).toBe(400)
  expect(body.error.message).toBe('Step step_2 is completed')
  expect((await publicState(sandbox, access_token)).steps_data[1].documents).toEqual([document])
})
