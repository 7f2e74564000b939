import { expect, test } from 'vitest'
import { startSession } from '../support/legaltalent.ts'
import { bytesOf, onPublic, publicState } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const PAPER = {
  step_id: 'step_2',
  document_type: 'id',
  file_name: 'paper.png',
  content_type: 'image/png',
  file_base64: Buffer.from(bytesOf(100)).toString('base64'),
}

test.each([
  ['base64', PAPER.file_base64],
  ['a data URL', `data:image/png;base64,${PAPER.file_base64}`],
])('a file in %s is a document at once', async (_form, file_base64) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/documents', { ...PAPER, file_base64 })

  expect(status).toBe(201)
  expect(body.data).toMatchObject({ document_type: 'id', size: 100, status: 'uploaded' })
  expect((await publicState(sandbox, access_token)).steps_data[1].documents).toEqual([body.data])
})

test.each([
  ['no file', { file_base64: undefined }, 400],
  ['what is not base64', { file_base64: 'no base64!' }, 400],
  ['half of a group', { file_base64: 'abcde' }, 400],
  ['a data URL without bytes', { file_base64: 'data:image/png;base64,' }, 400],
  ['a file over 10 MB', { file_base64: Buffer.alloc(10 * 1024 * 1024 + 1).toString('base64') }, 400],
  ['a type of document that the step does not ask for', { document_type: 'selfie' }, 400],
  ['a type of file that is not taken', { content_type: 'text/html' }, 400],
  ['an unknown step', { step_id: 'step_9' }, 404],
])('%s is refused, and nothing is stored', async (_what, wrong, expected) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  const before = await exported(sandbox)

  const { status } = await onPublic(sandbox, access_token, 'POST', '/documents', { ...PAPER, ...wrong })

  expect(status).toBe(expected)
  expect(await exported(sandbox)).toBe(before)
})
