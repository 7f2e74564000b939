import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { machine } from '../../src/core/machine.ts'
import { type Posting, post } from '../../src/delivery/post.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { NOBODY } from './webhooks.ts'

const send = (posting: Partial<Posting>) =>
  post(
    { url: NOBODY, headers: {}, body: '{}', timeout: 10_000, signal: new AbortController().signal, ...posting },
    machine,
  )

/** A server that answers whatever comes with these bytes and hangs up, HTTP or not. */
async function startRaw(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => void server.close(() => resolve())))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

test('headers and body go out as they are, with their length in bytes', async () => {
  const receiver = await startReceiver()
  const body = '{"name":"Íñigo 🦙"}'

  const outcome = await send({ url: `${receiver.url}?a=b%20c`, headers: { 'x-mine': 'yes' }, body })

  expect(outcome).toMatchObject({ status: 200, response: '', error: null })
  expect(receiver.received).toMatchObject([
    {
      method: 'POST',
      path: '/hook?a=b%20c',
      body,
      headers: { 'x-mine': 'yes', 'content-length': '23', 'user-agent': 'fintech-sandbox' },
    },
  ])
  expect(receiver.received[0]?.headers).not.toHaveProperty('transfer-encoding')
})

test('every status is an answer', async () => {
  const receiver = await startReceiver()
  receiver.answer = answering(418)

  expect(await send({ url: receiver.url })).toMatchObject({ status: 418, error: null })
})

test('of a long answer the beginning is kept', async () => {
  const receiver = await startReceiver()
  receiver.answer = (response) => response.end('ñ'.repeat(1_000_000))

  const { status, response } = await send({ url: receiver.url })

  expect(status).toBe(200)
  expect(response).toBe('ñ'.repeat(2048))
})

test('an answer that does not come in time is none', async () => {
  const receiver = await startReceiver()
  receiver.answer = () => undefined

  const outcome = await send({ url: receiver.url, timeout: 50 })

  expect(outcome).toMatchObject({ status: null, response: null, error: 'no answer within 0.05 s' })
  expect(outcome.durationMs).toBeGreaterThanOrEqual(40)
})

test('an answer that begins in time and does not end is none', async () => {
  const receiver = await startReceiver()
  receiver.answer = (response) => void response.writeHead(200).write('wait for it')

  const outcome = await send({ url: receiver.url, timeout: 50 })

  expect(outcome).toMatchObject({ status: null, response: null, error: 'no answer within 0.05 s' })
})

test('a connection that breaks in the middle of the answer is no answer', async () => {
  const url = await startRaw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhal')

  const { status, error } = await send({ url })

  expect(status).toBeNull()
  expect(error).toBe('the answer broke off after its status, 200')
})

test('an answer that is not HTTP is none, and says why', async () => {
  const url = await startRaw('SSH-2.0-OpenSSH\r\n')

  const { status, error } = await send({ url })

  expect(status).toBeNull()
  expect(error).toContain('Parse Error')
})

test('an address where nobody listens is no answer, and says why', async () => {
  const { status, response, error } = await send({ url: NOBODY })

  expect([status, response]).toEqual([null, null])
  expect(error).toContain('ECONNREFUSED')
})

test('an attempt can be cut off', async () => {
  const receiver = await startReceiver()
  const stopping = new AbortController()
  receiver.answer = () => stopping.abort()

  const { status, error } = await send({ url: receiver.url, signal: stopping.signal })

  expect(status).toBeNull()
  expect(error).toMatch(/./)
})

test('an endpoint that switches protocols has not answered, and does not hold anybody up', async () => {
  const url = await startRaw('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')

  const outcome = await send({ url })

  expect(outcome).toMatchObject({ status: null, error: 'the connection was closed without an answer' })
})

test('a redirect is an answer, and is not followed', async () => {
  const receiver = await startReceiver()
  const elsewhere = await startReceiver()
  receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end('moved')

  expect(await send({ url: receiver.url })).toMatchObject({ status: 307, response: 'moved', error: null })
  expect(elsewhere.received).toEqual([])
})

test.each([
  ['a URL of another kind', { url: 'ftp://127.0.0.1/' }],
  ['a URL that is none', { url: 'http://[' }],
  ['a file', { url: 'file:///etc/passwd' }],
  ['a header with a line break', { headers: { 'x-mine': 'a\r\nx-yours: b' } }],
])('%s is not sent, and says why', async (_what, posting) => {
  expect(await send(posting)).toMatchObject({ status: null, response: null, error: expect.any(String) })
})

test('a URL that is none ends as an outcome, too', async () => {
  expect(await send({ url: 'http://#' })).toEqual({ status: null, response: null, error: 'Invalid URL', durationMs: 0 })
})
