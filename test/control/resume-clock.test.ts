import { expect, test } from 'vitest'
import { deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const RESUME = '/_sandbox/clock/resume'

test('a clock goes on from where it stood, and so lags behind the machine', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine, now: undefined })
  await sandbox.request('POST', '/_sandbox/clock/freeze')
  machine.pass(60_000)

  const { status, body } = await sandbox.request('POST', RESUME)
  machine.pass(1000)

  expect(status).toBe(200)
  expect(body).toEqual({ now: '2026-04-20T12:00:00.000Z', mode: 'shifted', offsetSeconds: -60 })
  expect(sandbox.clock.now().toISOString()).toBe('2026-04-20T12:00:01.000Z')
})

test('what is due comes by itself when the clock goes again', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  await register(sandbox, NOBODY)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await sandbox.request('POST', RESUME)
  machine.pass(30_000)

  machine.ring()
  await sandbox.settled()

  expect((await deliveryOf(sandbox, id)).attempts).toHaveLength(2)
})

test('a clock that goes already is left alone', async () => {
  const sandbox = await freshSandbox({ machine: stillMachine(), now: undefined })

  const { status, body } = await sandbox.request('POST', RESUME)

  expect(status).toBe(200)
  expect(body).toEqual({ now: '2026-04-20T12:00:00.000Z', mode: 'real', offsetSeconds: 0 })
})
