import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { nextTurn } from '../../src/core/machine.ts'
import { CREATE, CUSTOMERS, countOf, plant } from '../control/faults.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const ONE = `/conomy/customers/${ANA}?clientId=demo-client`
const HEADERS = { 'user-agent': 'tests/1.0', 'x-api-key': 'demo-api-key', authorization: 'Bearer demo-token' }

const call = (sandbox: TestSandbox, path: string, init: RequestInit = {}): Promise<Response> =>
  sandbox.fetch(new Request(`http://localhost:4010${path}`, { headers: HEADERS, ...init }))

const create = (sandbox: TestSandbox): Promise<Response> =>
  call(sandbox, CUSTOMERS, {
    method: 'POST',
    headers: { ...HEADERS, 'content-type': 'application/json' },
    body: '{"email":"new@example.com"}',
  })

/** The first request to a surface waits for its code, so a test that counts turns is not to make it. */
const loaded = (sandbox: TestSandbox): Promise<Response> => call(sandbox, ONE)

/** Whether something is over by now, without waiting for it. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false
  promise
    .finally(() => {
      over = true
    })
    .catch(() => undefined)
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  return over
}

test('a delay is waited for, and then the answer is as ever', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  await loaded(sandbox)
  await plant(sandbox, { delay: 700 })

  const response = call(sandbox, ONE)
  const early = await isOver(response)
  const waiting = machine.waiting()
  machine.ring()

  expect(early).toBe(false)
  expect(waiting).toContain(700)
  expect(await (await response).json()).toMatchObject({ id: ANA })
})

test('a random delay is between its bounds, and the same for the same seed', async () => {
  const delays = async (): Promise<number[]> => {
    const machine = stillMachine()
    const sandbox = await freshSandbox({ machine })
    await loaded(sandbox)
    await plant(sandbox, { delay: { min: 100, max: 200 } })
    const drawn: number[] = []
    for (let number = 0; number < 20; number++) {
      const response = call(sandbox, ONE)
      await isOver(response)
      drawn.push(...machine.waiting())
      machine.ring()
      await response
    }
    return drawn
  }

  const drawn = await delays()

  expect(drawn).toHaveLength(20)
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(100)
  expect(Math.max(...drawn)).toBeLessThanOrEqual(200)
  expect(new Set(drawn).size).toBeGreaterThan(5)
  expect(await delays()).toEqual(drawn)
})

test('a delay after the handler holds back an answer whose change is there already', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, delay: 700, when: 'after' })

  const response = create(sandbox)
  await isOver(response)
  const count = await countOf(sandbox)
  machine.ring()

  expect(count).toBe(before + 1)
  expect((await response).status).toBe(201)
})

test('in process a connection that is reset is a fetch that fails', async () => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, effect: 'reset' })

  await expect(create(sandbox)).rejects.toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })

  expect(await countOf(sandbox)).toBe(before)
})

test('a connection may be reset when the change is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, effect: 'reset', when: 'after' })

  await expect(create(sandbox)).rejects.toThrow('fetch failed')

  expect(await countOf(sandbox)).toBe(before + 1)
})

test('on a socket the connection is cut, and the next one is answered', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  await plant(sandbox, { effect: 'reset', times: 1 })

  const [error] = (await once(httpRequest(url + ONE, { headers: HEADERS, agent: false }).end(), 'error')) as [Error]
  const next = await fetch(url + ONE, { headers: HEADERS })

  expect(error).toMatchObject({ code: 'ECONNRESET' })
  expect(next.status).toBe(200)
})

test('a call that hangs is not answered until its client gives up', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { effect: 'hang' })
  const client = new AbortController()

  const response = call(sandbox, ONE, { signal: client.signal })
  const early = await isOver(response)
  client.abort()

  expect(early).toBe(false)
  await expect(response).rejects.toMatchObject({ name: 'AbortError' })
})

test('on a socket a call that hangs ends with its client, and the log has it', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  await plant(sandbox, { effect: 'hang', times: 1 })
  const client = httpRequest(url + ONE, { headers: HEADERS, agent: false })
  client.end()
  await until(async () => (await sandbox.request('GET', '/_sandbox/faults')).body.faults[0].hits === 1)

  client.destroy()
  await once(client, 'error')

  await until(async () => (await sandbox.request('GET', '/_sandbox/requests')).body.requests.length === 1)
  const { body } = await sandbox.request('GET', '/_sandbox/requests')
  expect(body.requests).toMatchObject([{ status: null, fault: 'flt_1' }])
  expect((await fetch(url + ONE, { headers: HEADERS })).status).toBe(200)
})

test('a sandbox that closes lets go of calls that hang', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { effect: 'hang' })
  const response = call(sandbox, ONE)
  const refused = expect(response).rejects.toThrow('fetch failed')

  await sandbox.close()

  await refused
})

test('a truncated body announces its whole length and breaks off', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const whole = await (await fetch(url + ONE, { headers: HEADERS })).text()
  await plant(sandbox, { effect: 'truncate' })

  const { status, length, text, error } = await brokenOff(url + ONE)

  expect(status).toBe(200)
  expect(length).toBe(String(Buffer.byteLength(whole)))
  expect(Buffer.byteLength(text)).toBe(Buffer.byteLength(whole) >> 1)
  expect(error).toMatchObject({ code: 'ECONNRESET' })
})

test('a refusal may be truncated too', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { effect: 'truncate', status: 503 })

  const { url } = await sandbox.listen({ port: 0 })
  const { status, text, error } = await brokenOff(url + ONE)

  expect(status).toBe(503)
  expect(text).toMatch(/^\{"status":503,/)
  expect(error).toMatchObject({ code: 'ECONNRESET' })
})

test('a malformed body has the right status and is not JSON', async () => {
  const sandbox = await freshSandbox()
  const whole = await (await call(sandbox, ONE)).text()
  await plant(sandbox, { effect: 'malformed' })

  const response = await call(sandbox, ONE)
  const text = await response.text()

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(text).toBe(whole.slice(0, -1))
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
})

test('a body is spoilt when the handler has run, and the change is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, effect: 'malformed' })

  const { status } = await create(sandbox)

  expect(status).toBe(201)
  expect(await countOf(sandbox)).toBe(before + 1)
})

/** Lets everything happen that is ready to, until something is the case. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await nextTurn()
}

/** What comes of a body before it breaks off, and how it does. */
async function brokenOff(url: string) {
  const request = httpRequest(url, { headers: HEADERS, agent: false }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part
  })
  const [error] = (await once(response, 'error')) as [Error]
  return { status: response.statusCode, length: response.headers['content-length'], text, error }
}
