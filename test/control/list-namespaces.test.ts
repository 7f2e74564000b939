import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const HOUR = 3_600_000

async function namesIn(sandbox: TestSandbox): Promise<string[]> {
  const { body } = await sandbox.request('GET', '/_sandbox/namespaces')
  return (body.namespaces as { name: string }[]).map(({ name }) => name)
}

test('at first there is the default namespace, and it is where the data is', async () => {
  const sandbox = await freshSandbox({ data: await freshFolder() })

  const { status, body } = await sandbox.request('GET', '/_sandbox/namespaces')

  expect(status).toBe(200)
  expect(body).toEqual({
    namespaces: [
      { name: 'default', storage: 'disk', now: '2026-04-20T12:00:00.000Z', rows: expect.anything(), idleSeconds: null },
    ],
    limit: 100,
  })
})

test('namespaces are listed oldest first, with their time and their number of rows', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', '/@second/_sandbox/health')
  await sandbox.request('POST', '/@first/_sandbox/clock/advance', { seconds: 60 })

  const { body } = await sandbox.request('GET', '/_sandbox/namespaces')

  expect(body.namespaces).toMatchObject([
    { name: 'default', storage: 'memory' },
    { name: 'second', storage: 'memory', now: '2026-04-20T12:00:00.000Z', idleSeconds: 0 },
    { name: 'first', storage: 'memory', now: '2026-04-20T12:01:00.000Z', idleSeconds: 0 },
  ])
  expect(body.namespaces[1].rows).toEqual(body.namespaces[0].rows)
})

test('a namespace that nobody asked for anything for an hour is dropped', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  await sandbox.request('GET', '/@left/_sandbox/health')
  machine.pass(HOUR / 2)
  await sandbox.request('GET', '/@used/_sandbox/health')
  machine.pass(HOUR / 2)

  machine.ring()

  expect(await namesIn(sandbox)).toEqual(['default', 'used'])
})

test('a namespace that is used is kept, and is looked at again when it may be idle', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  await sandbox.request('GET', '/@used/_sandbox/health')
  machine.pass(HOUR - 1)
  await sandbox.request('GET', '/@used/_sandbox/health')
  machine.pass(1)
  machine.ring()
  const kept = await namesIn(sandbox)
  const waiting = machine.waiting()
  machine.pass(HOUR - 1)

  machine.ring()

  expect(kept).toEqual(['default', 'used'])
  expect(waiting).toEqual([HOUR - 1])
  expect(await namesIn(sandbox)).toEqual(['default'])
})

test('there is a limit, which is refused with 503 and says what to do', async () => {
  const sandbox = await freshSandbox()
  for (let number = 0; number < 100; number++) await sandbox.namespace(`n${number}`)

  const { status, headers, body } = await sandbox.request('GET', '/@one-more/_sandbox/health')

  expect(status).toBe(503)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.detail).toContain('DELETE /_sandbox/namespaces')
  expect((await sandbox.request('GET', '/@n42/_sandbox/health')).status).toBe(200)
})
