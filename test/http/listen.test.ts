import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { machine } from '../../src/core/machine.ts'
import { toAnswer } from '../support/answer.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const HEADERS = {
  'user-agent': 'tests/1.0',
  'x-api-key': 'demo-api-key',
  authorization: 'Bearer demo-token',
  'content-type': 'application/json',
}
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** A machine whose timers never fire: what ends, ends by itself. */
const patient = { ...machine, after: () => ({ cancel: () => undefined }) }

/** A sandbox on a free port of this machine. */
async function listening(options: { checkResponses?: boolean } = {}) {
  const sandbox = await freshSandbox({ machine: patient, ...options })
  const server = await sandbox.listen({ port: 0 })
  return {
    sandbox,
    url: server.url,
    close: () => server.close(),
    call: async (path: string, init?: RequestInit & { duplex?: 'half' }) =>
      await toAnswer(await fetch(server.url + path, { headers: HEADERS, ...init })),
  }
}

/** One connection that is kept for all requests of a test. */
function oneConnection(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  return agent
}

/** Sends a request over a connection of the test's choice, and reads the answer to its end. */
async function send(url: string, options: RequestOptions, body?: string) {
  const request = httpRequest(url, { headers: HEADERS, ...options })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return await read(response)
}

async function read(response: IncomingMessage) {
  const { localPort } = response.socket
  const text = (await response.toArray()).join('')
  return { status: response.statusCode, headers: response.headers, text, localPort }
}

test('the sandbox answers on a real port', async () => {
  const { call, url } = await listening()

  const { status, headers, body } = await call(`/conomy/customers/${ANA}?clientId=demo-client`)

  expect(url).toMatch(/^http:\/\/localhost:\d+$/)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/json')
  expect(body).toMatchObject({ id: ANA, firstName: 'Ana', lastName: 'García' })
})

test('HEAD has the headers of GET and no body', async () => {
  const { url } = await listening()

  const { status, headers, text } = await send(url + CUSTOMERS, { method: 'HEAD' })

  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/json')
  expect(text).toBe('')
})

test('a connection is kept for the next request, also after a refusal', async () => {
  const { url } = await listening()
  const agent = oneConnection()

  const first = await send(url + CUSTOMERS, { agent })
  const refused = await send(url + CUSTOMERS, { agent, method: 'POST' }, '{"email":')
  const last = await send(url + CUSTOMERS, { agent })

  expect([first.status, refused.status, last.status]).toEqual([200, 400, 200])
  expect(new Set([first.localPort, refused.localPort, last.localPort]).size).toBe(1)
})

test('a body of 1.5 MB is refused in the shape of the vendor, and the next call goes through', async () => {
  const { call } = await listening()
  const body = JSON.stringify({ email: 'a@example.com', firstName: 'x'.repeat(1_500_000) })

  const refused = await call(CUSTOMERS, { method: 'POST', body })
  const next = await call(CUSTOMERS)

  expect(refused.status).toBe(400)
  expect(refused.body).toMatchObject({ status: 400, code: '14', type: 'parsingResource' })
  expect(next.status).toBe(200)
})

test('an upload in chunks is refused when it passes the limit, and the next call goes through', async () => {
  const { call } = await listening()
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20))
      sent += 64 * 1024
      if (sent >= 1_500_000) controller.close()
    },
  })

  const refused = await call(CUSTOMERS, { method: 'POST', body, duplex: 'half' })
  const next = await call(CUSTOMERS)

  expect(refused.status).toBe(400)
  expect(refused.body).toMatchObject({ code: '14' })
  expect(next.status).toBe(200)
})

test('a parameter of 10,000 characters is refused in the shape of the vendor', async () => {
  const { call } = await listening()

  const { status, body } = await call(`${CUSTOMERS}&email=${'x'.repeat(10_000)}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11', detail: 'email must have at most 255 characters' })
})

test('an URL longer than any server reads is refused, and the next call goes through', async () => {
  const { url, call } = await listening()

  const { status } = await send(`${url}/conomy/${'x'.repeat(100_000)}`, {})

  expect(status).toBe(431)
  expect((await call(CUSTOMERS)).status).toBe(200)
})

test('closing lets a request that is under way finish, and keeps its connection no longer', async () => {
  const { sandbox, url, close } = await listening()
  const headers = { ...HEADERS, expect: '100-continue' }
  const request = httpRequest(url + CUSTOMERS, { method: 'POST', headers, agent: oneConnection() })
  const answered = once(request, 'response') as Promise<[IncomingMessage]>
  request.flushHeaders()
  await once(request, 'continue')

  const closed = close()
  request.end('{"email":"late@example.com"}')
  const { status, headers: answer, text } = await read((await answered)[0])
  await closed

  expect(status).toBe(201)
  expect(JSON.parse(text)).toMatchObject({ email: 'late@example.com' })
  expect(answer.connection).toBe('close')
  const { body } = await sandbox.request('GET', `${CUSTOMERS}&email=late@example.com`)
  expect(body.customers).toHaveLength(1)
})

test('a request whose headers are still coming when the server closes is answered, and is the last', async () => {
  // Unchecked, the answer is there at once.
  const { url, close } = await listening({ checkResponses: false })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.setEncoding('utf8').write('GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n')
  // Somebody else is answered: what was sent before has arrived.
  await send(`${url}/_sandbox/health`, { agent: false })

  const closed = close()
  socket.write('\r\n')
  const answer = (await socket.toArray()).join('')
  await closed

  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n')
})

test('closing does not wait for connections on which nothing happens', async () => {
  const { url, close } = await listening()
  await send(url + CUSTOMERS, { agent: oneConnection() })

  await close()

  await expect(fetch(url)).rejects.toThrow()
})

test('a port that is taken is refused with the error of the system', async () => {
  const { url } = await listening()
  const sandbox = await freshSandbox()

  await expect(sandbox.listen({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
