import { expect, test } from 'vitest'
import { NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const FREEZE = '/_sandbox/clock/freeze'

test('a clock that was frozen stands still while the machine goes on', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine, now: undefined })
  machine.pass(1500)

  const { status, body } = await sandbox.request('POST', FREEZE)
  machine.pass(60_000)

  expect(status).toBe(200)
  expect(body).toEqual({ now: '2026-04-20T12:00:01.500Z', mode: 'frozen', offsetSeconds: 0, fired: [] })
  expect(sandbox.clock.now().toISOString()).toBe('2026-04-20T12:00:01.500Z')
})

test('a clock can be frozen at an instant to come, and what falls due on the way happens first', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  const { status, body } = await sandbox.request('POST', FREEZE, { at: '2026-04-20T12:01:00Z' })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    now: '2026-04-20T12:01:00.000Z',
    mode: 'frozen',
    fired: [{ at: '2026-04-20T12:00:30.000Z', what: `attempt 2 of delivery ${id}` }],
  })
})

test('a clock that stands still can be moved, and stands still where it came to', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine, now: undefined })
  await sandbox.request('POST', FREEZE)

  await sandbox.request('POST', '/_sandbox/clock/advance', { seconds: 10 })
  machine.pass(5000)

  const { body } = await sandbox.request('GET', '/_sandbox/clock')
  expect(body).toEqual({ now: '2026-04-20T12:00:10.000Z', mode: 'frozen', offsetSeconds: 5 })
})

test('a clock stands still after a restart where it stood before', async () => {
  const data = await freshFolder()
  const before = await freshSandbox({ data, now: undefined })
  const { body } = await before.request('POST', FREEZE)
  await before.close()

  const after = await freshSandbox({ data, now: undefined })

  expect(after.clock.now().toISOString()).toBe(body.now)
})

test.each([
  ['an instant in the past', { at: '2026-04-20T11:59:59Z' }],
  ['an instant more than ten years away', { at: '2036-04-20T12:00:01Z' }],
  ['no instant at all', { at: 'noon' }],
  ['an instant without a time zone', { at: '2026-04-21T00:00:00' }],
  ['a second that does not exist', { at: '2026-06-30T23:59:60Z' }],
])('%s is refused, and the clock is left alone', async (_what, body) => {
  const sandbox = await freshSandbox({ machine: stillMachine(), now: undefined })

  const { status, body: refusal } = await sandbox.request('POST', FREEZE, body)

  expect(status).toBe(400)
  expect(refusal.errors).toMatchObject([{ in: 'body', field: 'at' }])
  expect((await sandbox.request('GET', '/_sandbox/clock')).body).toMatchObject({ mode: 'real', offsetSeconds: 0 })
})
