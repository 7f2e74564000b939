import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { freshSandbox } from '../support/sandbox.ts'

const { operations } = await Contract.load()
const WITH_BODY = operations.flatMap(({ id, method, path, body }) => (body ? [{ id, method, path, body }] : []))
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

test('no operation reads a body that announces more than its limit, and each says so in its own shape', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', '/_sandbox/export')).body

  for (const { id, method, path, body } of WITH_BODY) {
    // What comes is short: it is refused for what it says it will be.
    const raw = new Uint8Array(16)
    const [type = ''] = body.schemas.keys()
    const headers = { 'content-length': String(body.limit + 1), ...(type !== '*/*' && { 'content-type': type }) }
    const { status } = await sandbox.request(method.toUpperCase(), path.replaceAll(/\{[^}]+\}/g, '1'), undefined, {
      raw,
      headers,
    })
    expect(status, id).toBeGreaterThanOrEqual(400)
    expect(status, id).toBeLessThan(500)
  }

  expect((await sandbox.request('GET', '/_sandbox/export')).body).toEqual(before)
})

test('every body has a limit, of 1 MB where it holds no files and no whole state', () => {
  const larger = WITH_BODY.filter(({ body }) => body.limit > 1024 * 1024)

  expect(WITH_BODY.every(({ body }) => body.limit > 0 && body.limit <= 64 * 1024 * 1024)).toBe(true)
  expect(larger.map(({ id }) => id).filter((id) => !/file|document|import|process|upload|receive/i.test(id))).toEqual(
    [],
  )
})

test.each([
  ['lists', '['.repeat(400_000) + ']'.repeat(400_000)],
  ['objects', `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`],
  ['lists that do not end', '['.repeat(900_000)],
])('a body of nested %s is refused, and the next call goes through', async (_what, raw) => {
  const sandbox = await freshSandbox()

  for (const path of [CUSTOMERS, '/oak/api/v1/customers', '/_sandbox/faults']) {
    expect((await sandbox.request('POST', path, undefined, { raw })).status).toBe(400)
  }
  expect((await sandbox.request('GET', CUSTOMERS)).status).toBe(200)
})

test.each([
  ['parameters of one name', `${CUSTOMERS}&${'a=1&'.repeat(15_000)}`],
  ['parameters of many names', `${CUSTOMERS}&${Array.from({ length: 8000 }, (_, number) => `a${number}`).join('&')}`],
  ['segments', `/conomy${'/a'.repeat(30_000)}`],
])('thousands of %s are answered', async (_what, path) => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('GET', path)).status).toBeLessThan(500)
})

test('more headers than anybody sends are refused before anything looks at them', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const headers = Array.from({ length: 20_000 }, (_, number) => `h${number}: v\r\n`).join('')

  socket.end(`GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`)

  expect((await socket.toArray()).join('')).toMatch(/^HTTP\/1\.1 431 /)
})
