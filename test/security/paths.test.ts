import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'

const OUTSIDE = ['..', '../..', '..%2f..%2fetc%2fpasswd', '%2e%2e%2fpackage.json', '..%5c..', '%00', 'a%2f..%2f..%2fb']

/** Sends a path as it is, which no client library does, and returns the answer. */
async function raw(url: string, path: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.end(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
  return (await socket.toArray()).join('')
}

test('no path leads out of the API', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })

  for (const path of [
    '/../../package.json',
    '/_sandbox/../package.json',
    '/_sandbox/openapi.json/../../package.json',
    '//etc/passwd',
    '/conomy/..%2f..%2fpackage.json',
    '/_sandbox/%2e%2e/%2e%2e/etc/passwd',
    '/\\..\\..\\package.json',
    'file:///etc/passwd',
  ]) {
    const answer = await raw(url, path)
    expect(answer, path).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(answer).not.toMatch(/root:|"devDependencies"/)
  }
})

test('no name of a snapshot, a namespace or a file makes a file', async () => {
  const top = await freshFolder()
  const data = join(top, 'data')
  const sandbox = await freshSandbox({ data })
  const form =
    '--x\r\ncontent-disposition: form-data; name="file"; filename="../../escaped.txt"\r\n\r\nbytes\r\n--x--\r\n'

  for (const name of OUTSIDE) {
    await sandbox.request('PUT', `/_sandbox/snapshots/${name}`)
    await sandbox.request('GET', `/@${name}/_sandbox/clock`)
    await sandbox.request('GET', '/_sandbox/clock', undefined, { headers: { 'sandbox-namespace': name } })
  }
  const { status } = await sandbox.request('POST', '/oak/api/v1/files', undefined, {
    raw: form,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  })
  await sandbox.close()

  expect(status).toBe(200)
  expect(await readdir(top)).toEqual(['data'])
  expect(await readdir(data)).toEqual(['db.json'])
  expect(await readFile(join(data, 'db.json'), 'utf8')).toContain('escaped.txt')
  expect(await readdir(dirname(top))).not.toContain('escaped.txt')
})

test.each(OUTSIDE)('a namespace called %s is refused', async (name) => {
  const sandbox = await freshSandbox()

  const byHeader = await sandbox.request('GET', '/_sandbox/clock', undefined, {
    headers: { 'sandbox-namespace': name },
  })

  expect(byHeader.status).toBe(400)
  expect((await sandbox.request('GET', '/_sandbox/namespaces')).body.namespaces).toHaveLength(1)
})
