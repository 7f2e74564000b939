import { expect, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../src/index.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** A sandbox, and how its customers are asked for: in process, and by the global fetch. */
async function bothWays() {
  const sandbox = await createSandbox({ port: 0 })
  onTestFinished(() => sandbox.close())
  const { headers } = sandbox.vendors.conomy.demo
  return {
    sandbox,
    inProcess: (init: RequestInit = {}) => sandbox.fetch(CUSTOMERS, { headers, ...init }),
    onWire: (init: RequestInit = {}) => fetch(sandbox.url + CUSTOMERS, { headers, ...init }),
  }
}

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )

test('a request that was given up before it was sent is not sent', async () => {
  const { sandbox, inProcess, onWire } = await bothWays()
  const signal = AbortSignal.abort()

  const failures = [await failureOf(inProcess({ signal })), await failureOf(onWire({ signal }))]

  for (const failure of failures) expect(failure).toMatchObject({ name: 'AbortError' })
  const { requests } = await sandbox.call('sandbox.listRequests')
  expect(requests).toEqual([])
})

test('who waits no longer for a call that hangs is told the reason that it gave, as on the wire', async () => {
  const { sandbox, inProcess, onWire } = await bothWays()
  await sandbox.call('sandbox.createFault', { body: { effect: 'hang' } })
  const timeout = { signal: AbortSignal.timeout(20) }
  const own = new AbortController()
  const reason = new Error('the user went away')

  const timedOut = [await failureOf(inProcess(timeout)), await failureOf(onWire({ signal: AbortSignal.timeout(20) }))]
  const given = failureOf(inProcess({ signal: own.signal }))
  own.abort(reason)

  for (const failure of timedOut) expect(failure).toMatchObject({ name: 'TimeoutError' })
  expect(await given).toBe(reason)
})

test('an answer that breaks off fails when it is read, as on the wire', async () => {
  const { sandbox, inProcess, onWire } = await bothWays()
  await sandbox.call('sandbox.createFault', { body: { effect: 'truncate' } })

  for (const response of [await inProcess(), await onWire()]) {
    expect(response.status).toBe(200)
    const failure = await failureOf(response.json())
    expect(failure).toBeInstanceOf(TypeError)
    expect(failure).toMatchObject({ message: 'terminated', cause: expect.any(Error) })
  }
})

test('who watches events may stop by a signal', async () => {
  const { sandbox } = await bothWays()
  const watching = new AbortController()
  const { body } = await sandbox.fetch('/_sandbox/events', { signal: watching.signal })
  const reader = body?.getReader()
  const first = await reader?.read()

  watching.abort()

  expect(new TextDecoder().decode(first?.value)).toContain('watching')
  expect(await failureOf(reader?.read() ?? Promise.resolve())).toMatchObject({ name: 'AbortError' })
})
