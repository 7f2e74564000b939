import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { CUSTOMERS, formWith, GRACE } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const FILES = `${CUSTOMERS}/${GRACE}/files`
const MEGABYTE = 1024 * 1024
const authorization = 'Bearer demo-token'

async function listening() {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const filesOf = async () => (await sandbox.request('GET', FILES)).body.data as { url: string; size: number }[]
  return { url, filesOf }
}

/** Sends the head of an upload that announces 6 MB, and returns what is answered before a byte of them is sent. */
async function answeredToHead(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = [
    `POST ${FILES} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    `Authorization: ${authorization}`,
    'Content-Type: multipart/form-data; boundary=x',
    `Content-Length: ${6 * MEGABYTE}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  let answered = ''
  for await (const chunk of socket) {
    answered += String(chunk)
    if (answered.includes('}')) break
  }
  socket.destroy()
  return answered
}

test('row 38: an upload that announces 6 MB is refused before any of them is sent', async () => {
  const { url, filesOf } = await listening()

  const answered = await answeredToHead(url)

  expect(answered).toMatch(/^HTTP\/1\.1 400 /)
  expect(answered).toContain('"msg":"The body is larger than')
  expect(await filesOf()).toEqual([])
})

test('row 38: a client that sends 6 MB gets the refusal, and the server goes on', async () => {
  const { url, filesOf } = await listening()
  const file = new Blob([new Uint8Array(6 * MEGABYTE)])
  const form = formWith({ file, file_type: 'PASSPORT' })

  const response = await fetch(url + FILES, { method: 'POST', headers: { authorization }, body: form })
  const after = await fetch(url + FILES, { headers: { authorization } })

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ msg: expect.any(String), data: null })
  expect(after.status).toBe(200)
  expect(await filesOf()).toEqual([])
})

test('row 37: five megabytes of chance come back identical from their link', async () => {
  const { url } = await listening()
  const bytes = randomBytes(5 * MEGABYTE)
  const form = formWith({ file: new Blob([new Uint8Array(bytes)], { type: 'image/png' }), file_type: 'PASSPORT' })

  const response = await fetch(url + FILES, { method: 'POST', headers: { authorization }, body: form })
  const listed = (await (await fetch(url + FILES, { headers: { authorization } })).json()) as {
    data: { url: string }[]
  }
  const link = await fetch(listed.data[0]?.url ?? '')

  expect(response.status).toBe(201)
  expect(link.headers.get('content-type')).toBe('image/png')
  expect(hash(Buffer.from(await link.arrayBuffer()))).toBe(hash(bytes))
})

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
