import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { bytesOf, download, presign, upload } from './files.ts'
import { depositInReview } from './payments.ts'

test('the bytes come back identical, with their content type', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  const bytes = bytesOf(100_000)
  await upload(sandbox, place, place.fields, new Blob([bytes], { type: 'image/png' }))

  const file = await download(sandbox, place.canonicalUrl)

  expect(file).toMatchObject({ status: 200, contentType: 'image/png' })
  expect(Buffer.compare(file.bytes, bytes)).toBe(0)
})

test('an empty file is a file', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  await upload(sandbox, place, place.fields, new Blob([], { type: 'image/png' }))

  const file = await download(sandbox, place.canonicalUrl)

  expect(file.status).toBe(200)
  expect(file.bytes).toHaveLength(0)
})

test('a second upload to the same place replaces the first', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  await upload(sandbox, place, place.fields, new Blob(['first'], { type: 'image/png' }))

  await upload(sandbox, place, place.fields, new Blob(['second'], { type: 'image/png' }))

  expect(Buffer.from((await download(sandbox, place.canonicalUrl)).bytes).toString()).toBe('second')
})

test('a file is there after the place has expired, and after a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await depositInReview(first)
  const place = await presign(first, id)
  await upload(first, place, place.fields, new Blob([bytesOf(1000)], { type: 'image/png' }))
  await first.clock.advance(3_600_000)
  await first.close()

  const second = await freshSandbox({ data })
  const file = await download(second, place.canonicalUrl)

  expect(file.status).toBe(200)
  expect(Buffer.compare(file.bytes, bytesOf(1000))).toBe(0)
})

test('a place that nothing was uploaded to, and one that was never promised, have no file', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const { fields } = await presign(sandbox, id)

  for (const key of [fields.key, `payments/${id}/kyc/20200101T000000Z`]) {
    const { status, body } = await sandbox.request('GET', `/conomy/files/${key}`, undefined, { as: null })
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
})
