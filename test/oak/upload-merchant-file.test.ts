import { expect, test } from 'vitest'
import { formWith, sendForm } from '../support/oak.ts'
import { MERCHANT_FILES } from '../support/oak-merchant-files.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('a file is stored and shown', async () => {
  const sandbox = await freshSandbox()
  const form = formWith({ file: new Blob(['a receipt'], { type: 'image/png' }) }, 'receipt.png')
  form.append('purpose', 'DISPUTE_EVIDENCE')

  const { status, body } = await sendForm(sandbox, MERCHANT_FILES, form)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    id: expect.any(String),
    name: 'receipt.png',
    media_type: 'image/png',
    size: 9,
    purpose: 'dispute_evidence',
    created_at: NOW.toISOString(),
  })
})

test.each([
  ['no file', {}, 422],
  ['a file without bytes', { file: new Blob([]) }, 422],
  ['a file of one byte over 5 MB', { file: new Blob([new Uint8Array(5 * 1024 * 1024 + 1)]) }, 413],
])('%s is refused, and nothing is stored', async (_, parts, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sendForm(sandbox, MERCHANT_FILES, formWith(parts))

  expect(status).toBe(expected)
  expect((await sandbox.request('GET', MERCHANT_FILES)).body.data.count).toBe(0)
})
