import { expect, test } from 'vitest'
import { CUSTOMERS, formWith, GRACE, HANS, sendForm, toldEvents } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const MEGABYTE = 1024 * 1024
const FILES = `${CUSTOMERS}/${GRACE}/files`
const A_FILE = { file: new Blob(['a passport'], { type: 'image/png' }), file_type: 'PASSPORT' }

const filesOf = async (sandbox: TestSandbox) => (await sandbox.request('GET', FILES)).body.data

test('row 37: a passport is stored, 201, and listed', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sendForm(sandbox, FILES, formWith(A_FILE))

  expect(status).toBe(201)
  expect(body).toEqual({ msg: 'file upload successful', data: null })
  expect(await filesOf(sandbox)).toMatchObject([
    { name: 'passport.png', size: 10, fileType: 'passport', file_type: 'passport' },
  ])
})

test.each(['SSN_BACK', 'ssn_front', 'CPF_DOCUMENT', 'Passport', 'ADDRESS_PROOF'])(
  'a file of type %s is taken and shown in lower case',
  async (file_type) => {
    const sandbox = await freshSandbox()

    const { status } = await sendForm(sandbox, FILES, formWith({ ...A_FILE, file_type }))

    expect(status).toBe(201)
    expect(await filesOf(sandbox)).toMatchObject([{ file_type: file_type.toLowerCase() }])
  },
)

test('a file of exactly 5 MB is taken', async () => {
  const sandbox = await freshSandbox()
  const file = new Blob([new Uint8Array(5 * MEGABYTE)])

  const { status } = await sendForm(sandbox, FILES, formWith({ ...A_FILE, file }))

  expect(status).toBe(201)
})

test.each([
  ['a file of one byte over 5 MB', { ...A_FILE, file: new Blob([new Uint8Array(5 * MEGABYTE + 1)]) }, ['file']],
  // That of the form is known before its fields are.
  ['a file of 6 MB', { ...A_FILE, file: new Blob([new Uint8Array(6 * MEGABYTE)]) }, []],
  ['a file without bytes', { ...A_FILE, file: new Blob([]) }, ['file']],
  ['a type that does not exist', { ...A_FILE, file_type: 'SELFIE' }, ['file_type']],
  ['no type', { file: A_FILE.file }, ['file_type']],
  ['no file', { file_type: 'PASSPORT' }, ['file']],
])('row 38: %s is 400, and nothing is stored', async (_, parts, fields) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sendForm(sandbox, FILES, formWith(parts))

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, error_code: 'validation_error', failure_reasons: [{ fields }] })
  expect(await filesOf(sandbox)).toEqual([])
  expect(sandbox.messages()).toEqual([])
})

test.each([
  ['a text where the file should be', { file_type: 'PASSPORT' }, 'file', 'not a file'],
  ['two files', A_FILE, 'file', A_FILE.file],
])('row 38: %s is 400', async (_, parts, name, more) => {
  const sandbox = await freshSandbox()
  const form = formWith(parts)
  form.append(name, more)

  const { status, body } = await sendForm(sandbox, FILES, form)

  expect(status).toBe(400)
  expect(body.msg).toBe('file must be one file')
  expect(await filesOf(sandbox)).toEqual([])
})

test('row 38: a file under another name is no file, and the answer says what it was called', async () => {
  const sandbox = await freshSandbox()
  const form = formWith({ file_type: 'PASSPORT' })
  form.append('files', A_FILE.file)

  const { status, body } = await sendForm(sandbox, FILES, form)

  expect(status).toBe(400)
  expect(body.msg).toBe('file is required')
  expect(body.failure_reasons).toMatchObject([{ fields: ['file'] }, { fields: ['files'] }])
})

test('a file whose name is blank is called file', async () => {
  const sandbox = await freshSandbox()
  const part = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name=${name}\r\n\r\n${value}\r\n`
  const raw = `${part('"file"; filename=""', 'bytes')}${part('"file_type"', 'PASSPORT')}--x--\r\n`

  const { status } = await sandbox.request('POST', FILES, undefined, {
    raw,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })

  expect(status).toBe(201)
  expect(await filesOf(sandbox)).toMatchObject([{ name: 'file', size: 5 }])
})

test.each([
  ['plain text, as the SDK sends an object', 'text/plain;charset=UTF-8', '[object Object]'],
  ['JSON', 'application/json', '{"file_type": "PASSPORT"}'],
  ['a form without its boundary', 'multipart/form-data', 'x'],
  ['a form that breaks off', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="file"'],
  ['nothing at all', 'multipart/form-data; boundary=x', ''],
])('row 38: %s is 400', async (_, type, raw) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', FILES, undefined, { raw, headers: { 'content-type': type } })

  expect(status).toBe(400)
  expect(body).toMatchObject({ msg: expect.any(String), data: null })
})

test('of a body of 6 MB without a length, no more is read than the limit', async () => {
  const sandbox = await freshSandbox()
  let sent = 0
  const raw = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 64 * 1024
      controller.enqueue(new Uint8Array(64 * 1024))
      if (sent >= 60 * MEGABYTE) controller.close()
    },
  })

  const { status } = await sandbox.request('POST', FILES, undefined, {
    raw,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })

  expect(status).toBe(400)
  expect(sent).toBeLessThan(5.5 * MEGABYTE)
})

test('a registration that is open hears of the document, one that is decided does not', async () => {
  const sandbox = await freshSandbox()

  await sendForm(sandbox, `${CUSTOMERS}/${HANS}/files`, formWith(A_FILE))
  await sendForm(sandbox, FILES, formWith(A_FILE))

  expect(toldEvents(sandbox)).toMatchObject([
    {
      event: 'provider_registration.documents_uploaded',
      category: 'provider_registration_lifecycle',
      data: { id: HANS, provider: 'avenia', status: 'processing', changes: ['documents'] },
    },
  ])
})
