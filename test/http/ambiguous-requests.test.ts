import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'
const HEAD = [
  `POST ${CUSTOMERS} HTTP/1.1`,
  'host: localhost',
  'user-agent: tests/1.0',
  'x-api-key: demo-api-key',
  'authorization: Bearer demo-token',
  'content-type: application/json',
].join('\r\n')
const BODY = '{"email":"first@example.com"}'

/** What hides behind the first request, for a server that reads its end somewhere else than a proxy before it. */
const HIDDEN = `POST /_sandbox/reset HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n`

/** Sends bytes as they are, and returns everything that comes back. */
async function exchange(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.end(text)
  return (await socket.toArray()).join('')
}

test.each([
  ['two lengths that differ', `content-length: ${BODY.length}\r\ncontent-length: 5\r\n\r\n${BODY}${HIDDEN}`],
  ['the same length twice', `content-length: ${BODY.length}\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
  ['a list of lengths', `content-length: ${BODY.length}, ${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
  ['a length with a sign', `content-length: +${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
  ['a negative length', `content-length: -1\r\n\r\n${BODY}${HIDDEN}`],
  ['a length and chunks', `content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ['chunks that are not the last encoding', `transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ['an encoding that nobody knows', `transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
  ['a chunk whose length is no number', `transfer-encoding: chunked\r\n\r\nzz\r\n${BODY}\r\n0\r\n\r\n${HIDDEN}`],
  ['a header that goes on in the next line', `content-length: 5\r\nx-folded: a\r\n b\r\n\r\n${BODY}${HIDDEN}`],
  ['a blank before the colon', `content-length : ${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
  ['a header with a zero in it', `x-zero: a\0b\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
])('a request with %s is refused, and nothing behind it is heard', async (_what, rest) => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  await sandbox.clock.advance(1000)
  const before = await sandbox.snapshot()

  const answer = await exchange(url, `${HEAD}\r\n${rest}`)

  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  expect(await sandbox.snapshot()).toEqual(before)
})

test('two requests that are sent in one go are two requests', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const request = `${HEAD}\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`

  const answer = await exchange(url, request + request.replaceAll('first', 'again'))

  expect(answer.match(/HTTP\/1\.1 201 /g)).toHaveLength(2)
})
