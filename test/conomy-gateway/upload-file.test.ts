import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { bytesOf, download, presign, upload } from './files.ts'
import { depositInReview, read, resolve, told } from './payments.ts'

const FIVE_MB = 5 * 1024 * 1024
const PNG = new Blob([bytesOf(100)], { type: 'image/png' })

test('bytes that arrive make the document that waits for them UPLOADED, at the canonical URL', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'kyc' })
  const place = await presign(sandbox, id)
  await sandbox.clock.advance(60_000)
  const before = told(sandbox)

  const { status, body } = await upload(sandbox, place, place.fields, PNG)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  const { documents, documentationStatus, updatedAt } = await read(sandbox, id)
  expect(documents).toEqual([
    {
      type: 'kyc',
      url: place.canonicalUrl,
      contentType: 'image/png',
      status: 'UPLOADED',
      uploadedAt: '2026-04-20T12:01:00Z',
    },
  ])
  expect(documentationStatus).toBe('UPLOADED')
  expect(updatedAt).toBe('2026-04-20T12:01:00Z')
  expect(told(sandbox)).toEqual(before)
})

test('the document may be registered afterwards, with the canonical URL, and the review approved on it', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  await upload(sandbox, place, place.fields, PNG)

  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'kyc', url: place.canonicalUrl })

  expect(await resolve(sandbox, id, 'APPROVED')).toMatchObject({ status: 'CAPTURED', documentationStatus: 'APPROVED' })
})

test('a document of another type goes on waiting', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'invoice' })
  const place = await presign(sandbox, id)

  await upload(sandbox, place, place.fields, PNG)

  expect((await read(sandbox, id)).documents).toEqual([{ type: 'invoice', status: 'PENDING_UPLOAD' }])
})

test('bytes that come after the review was decided change nothing about it', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  await sandbox.request('POST', `/conomy/payments/${id}/documents`, { type: 'kyc' })
  const place = await presign(sandbox, id)
  await resolve(sandbox, id, 'REJECTED')
  const before = await read(sandbox, id)

  await upload(sandbox, place, place.fields, PNG)

  expect(await read(sandbox, id)).toEqual(before)
})

test('a file of 5 MB is taken, and one byte more is refused', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  const send = (size: number) => upload(sandbox, place, place.fields, new Blob([bytesOf(size)], { type: 'image/png' }))

  const most = await send(FIVE_MB)
  const more = await send(FIVE_MB + 1)
  const much = await send(FIVE_MB + 100_000)

  expect(most.status).toBe(204)
  for (const answer of [more, much]) expect(answer).toMatchObject({ status: 400, body: { code: '14' } })
  expect((await download(sandbox, place.canonicalUrl)).bytes).toHaveLength(FIVE_MB)
})

test('a place is good for fifteen minutes of the clock', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)

  await sandbox.clock.advance(900_000)
  const intime = await upload(sandbox, place, place.fields, PNG)
  await sandbox.clock.advance(1)
  const late = await upload(sandbox, place, place.fields, PNG)

  expect(intime.status).toBe(204)
  expect(late).toMatchObject({ status: 403, body: { code: '43', type: 'forbiddenOperation' } })
})

test('a key that was promised to nobody is forbidden', async () => {
  const sandbox = await freshSandbox()
  const place = { url: 'http://localhost:4010/conomy/uploads' }

  const answer = await upload(sandbox, place, { key: 'payments/1/kyc/20260420T120000Z' }, PNG)

  expect(answer).toMatchObject({ status: 403, body: { code: '43' } })
})

test('another content type than announced is forbidden, said in a field or by the file', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  const pdf = new Blob([bytesOf(10)], { type: 'application/pdf' })

  const field = await upload(sandbox, place, { ...place.fields, 'Content-Type': 'application/pdf' }, pdf)
  const file = await upload(sandbox, place, { key: place.fields.key }, pdf)
  const right = await upload(sandbox, place, { key: place.fields.key }, PNG)

  for (const answer of [field, file]) expect(answer).toMatchObject({ status: 403, body: { code: '43' } })
  expect(right.status).toBe(204)
})

test('a form without key or file names what is missing', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)

  const noKey = await upload(sandbox, place, {}, PNG)
  const noFile = await upload(sandbox, place, place.fields, undefined)

  expect(noKey).toMatchObject({ status: 400, body: { code: '12', detail: expect.stringContaining('key') } })
  expect(noFile).toMatchObject({ status: 400, body: { code: '12', detail: expect.stringContaining('file') } })
})

test('what is no form cannot be read', async () => {
  const sandbox = await freshSandbox()

  const json = await sandbox.request('POST', '/conomy/uploads', { key: 'x', file: 'y' })
  const broken = await sandbox.request('POST', '/conomy/uploads', undefined, {
    raw: 'no form',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })

  for (const answer of [json, broken]) expect(answer).toMatchObject({ status: 400, body: { code: '14' } })
})
