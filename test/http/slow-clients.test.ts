import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { machine } from '../../src/core/machine.ts'
import type { Patience } from '../../src/http/listen.ts'
import { freshSandbox } from '../support/sandbox.ts'

const POST = 'POST /conomy/customers?clientId=demo-client HTTP/1.1\r\nhost: localhost\r\nuser-agent: tests/1.0\r\n'
const CREDENTIALS = 'x-api-key: demo-api-key\r\nauthorization: Bearer demo-token\r\ncontent-type: application/json\r\n'
const GET = `GET /_sandbox/health HTTP/1.1\r\nhost: localhost\r\n\r\n`

/** A machine whose timers never fire, so that closing waits for every connection. */
const patient = { ...machine, after: () => ({ cancel: () => undefined }) }

const AT_ONCE: Patience = { headers: 30, request: 60, check: 5 }
const NEVER: Patience = { headers: 3_600_000, request: 3_600_000, check: 3_600_000 }

async function listening(patience: Patience) {
  const sandbox = await freshSandbox({ patience, machine: patient })
  const { url } = await sandbox.listen({ port: 0 })
  const open = (): Socket => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    return socket
  }
  return { sandbox, open }
}

/** Everything that comes until the server ends the connection. */
const readToEnd = async (socket: Socket): Promise<string> => (await socket.toArray()).join('')

test('a connection on which nothing is said is ended', async () => {
  const { open } = await listening(AT_ONCE)

  expect(await readToEnd(open())).toMatch(/^HTTP\/1\.1 408 /)
})

test('a client that sends its headers a little at a time is cut off, however often it sends something', async () => {
  const { open } = await listening(AT_ONCE)
  const socket = open()
  socket.write('GET /_sandbox/health HTTP/1.1\r\n')
  const drip = setInterval(() => socket.write('x-slow: loris\r\n'), 5)
  onTestFinished(() => clearInterval(drip))
  socket.once('error', () => undefined)

  expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 408 /)
})

test('a body that never comes ends the connection, stores nothing, and is nobody’s bug', async () => {
  const { sandbox, open } = await listening(AT_ONCE)
  // The first request to a surface waits for its code; this one is not to be cut off meanwhile.
  await sandbox.request('GET', '/conomy/customers')
  const socket = open()
  socket.write(`${POST}${CREDENTIALS}content-length: 1000\r\n\r\n{"email":`)

  expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 408 /)

  const { body } = await sandbox.request('GET', '/_sandbox/requests')
  expect(body.requests).toMatchObject([
    { operation: 'conomy-customers.createCustomer' },
    { operation: 'conomy-customers.listCustomers' },
  ])
})

test('who says half of a request and hangs up is forgotten', async () => {
  const { sandbox, open } = await listening(NEVER)
  const socket = open()
  socket.end(`${POST}${CREDENTIALS}content-length: 1000\r\n\r\n{"email":`)

  await readToEnd(socket)

  // Closing would wait for the connection if it were still there.
  await sandbox.close()
})

test('while many say nothing, the others are answered', async () => {
  const { open } = await listening(NEVER)
  const silent = Array.from({ length: 200 }, open)
  await Promise.all(silent.map((socket) => once(socket, 'connect')))
  const socket = open()

  socket.end(GET)

  expect(await readToEnd(socket)).toMatch(/^HTTP\/1\.1 200 /)
})
