import { expect, test } from 'vitest'
import { startSession } from '../support/legaltalent.ts'
import { ANA, completeStep, initUpload, onPublic, publicState, upload } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const extract = (sandbox: TestSandbox, token: string, doc_id: string) =>
  onPublic(sandbox, token, 'POST', '/extract', { doc_id })

test('what is read agrees with the form, is the same each time, and stays with the document', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })
  const { doc_id } = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })

  const first = await extract(sandbox, access_token, doc_id)
  const second = await extract(sandbox, access_token, doc_id)

  expect(first.status).toBe(200)
  expect(first.body.data).toEqual({
    doc_id,
    document_type: 'id',
    extracted_data: {
      full_name: 'Ana Gomez',
      birth_date: '1990-05-17',
      nationality: 'UY',
      document_number: expect.stringMatching(/^\d{8}$/),
      expiry_date: expect.stringMatching(/^209\d-\d\d-\d\d$/),
    },
    confidence: 0.98,
  })
  expect(second.body.data).toEqual(first.body.data)
  const { steps_data } = await publicState(sandbox, access_token)
  expect(steps_data[1].documents[0].extracted_data).toEqual(first.body.data.extracted_data)
})

test('an expired document says when it expired, and an unreadable one is read badly', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const expired = await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name: 'expired.png' })
  const blurred = await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name: 'unreadable.png' })

  expect((await extract(sandbox, access_token, expired.doc_id)).body.data.extracted_data.expiry_date).toMatch(/^201/)
  expect((await extract(sandbox, access_token, blurred.doc_id)).body.data.confidence).toBe(0.21)
})

test('a document that was not confirmed has nothing to be read, and an unknown one is 404', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const { doc_id } = (await initUpload(sandbox, access_token, 'step_2', { document_type: 'id' })).body.data

  const early = await extract(sandbox, access_token, doc_id)
  const unknown = await extract(sandbox, access_token, 'unknown')

  expect(early.status).toBe(400)
  expect(early.body.error.message).toBe('The upload has not been confirmed')
  expect(unknown.status).toBe(404)
  expect(unknown.body.error.code).toBe('DOCUMENT_NOT_FOUND')
})
