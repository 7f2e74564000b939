import { expect, test } from 'vitest'
import { createWorkflow, formStep, startSession, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { ANA, completeStep, initUpload, onPublic, publicState, upload } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const MEGABYTE = 1024 * 1024

test('a place for a file is promised for a quarter of an hour, and the step is worked on', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })

  expect(status).toBe(201)
  expect(body.data).toEqual({
    doc_id: expect.any(String),
    upload_url: expect.stringContaining(
      `http://localhost:4010/legaltalent/uploads/${body.data.doc_id}?expires=1776687300`,
    ),
    method: 'PUT',
    headers: { 'Content-Type': 'image/png' },
    expires_at: '2026-04-20T12:15:00Z',
    max_size: 10 * MEGABYTE,
  })
  const { steps_data } = await publicState(sandbox, access_token)
  expect(steps_data[1]).toMatchObject({ status: 'in_progress', started_at: '2026-04-20T12:00:00Z', documents: [] })
})

test.each([
  ['no step', { step_id: undefined }, 'step_id is required'],
  ['no type of document', {}, 'document_type must be one of id'],
  ['a type that the step does not ask for', { document_type: 'selfie' }, 'document_type must be one of id'],
  ['a step without documents', { step_id: 'step_1' }, 'Step step_1 takes no documents'],
  ['no name', { document_type: 'id', file_name: ' ' }, 'file_name must not be blank'],
  [
    'a type of file that is not taken',
    { document_type: 'id', content_type: 'text/html' },
    /^content_type must be one of/,
  ],
  ['a file over 10 MB', { document_type: 'id', file_size: 10 * MEGABYTE + 1 }, 'file_size must be at most 10485760'],
])('%s is 400, and nothing is promised', async (_what, wrong, message) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const before = await exported(sandbox)
  const wanted = { step_id: 'step_2', file_name: 'paper.png', content_type: 'image/png', ...wrong }

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/upload/init', wanted)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect(body.error.message).toMatch(message)
  expect(await exported(sandbox)).toBe(before)
})

test('a step that the session does not have is 404', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await initUpload(sandbox, access_token, 'step_9', { document_type: 'id' })

  expect(status).toBe(404)
  expect(body.error.code).toBe('STEP_NOT_FOUND')
})

test('a step that is completed takes no more files', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })
  await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  await completeStep(sandbox, access_token, 'step_2')

  const { status, body } = await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })

  expect(status).toBe(400)
  expect(body.error.message).toBe('Step step_2 is completed')
})

test('where the step asks for it, a file is classified as what is still lacking', async () => {
  const sandbox = await freshSandbox()
  const papers = ['first', 'second'].map((document_type) => ({
    document_type,
    display_name: document_type,
    enable_auto_classification: true,
  }))
  const step = formStep(1, { type: 'document_upload', custom_fields: [], document_requirements: papers })
  const { workflow_id } = await createWorkflow(sandbox, { steps: [step] })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const first = await upload(sandbox, access_token, 'step_1')
  const second = await upload(sandbox, access_token, 'step_1')

  expect([first.document_type, second.document_type]).toEqual(['first', 'second'])
})

test('a session has at most a hundred documents', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  for (let count = 0; count < 100; count++) await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })

  const { status, body } = await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })

  expect(status).toBe(400)
  expect(body.error.message).toBe('A session has at most 100 documents')
})
