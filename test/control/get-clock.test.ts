import { expect, test } from 'vitest'
import { createSandbox } from '../../src/sandbox.ts'
import { advance } from '../delivery/webhooks.ts'
import { toAnswer } from '../support/answer.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

async function clockOf(sandbox: { fetch(request: Request): Promise<Response> }) {
  const answer = await toAnswer(await sandbox.fetch(new Request('http://localhost:4010/_sandbox/clock')))
  return answer.body
}

test('a clock that nobody has moved is the one of the machine', async () => {
  await using sandbox = await createSandbox({ machine: stillMachine(), checkResponses: true })

  expect(await clockOf(sandbox)).toEqual({ now: '2026-04-20T12:00:00.000Z', mode: 'real', offsetSeconds: 0 })
})

test('a clock that was moved goes on ahead of the machine, also after a restart', async () => {
  const data = await freshFolder()
  const first = await createSandbox({ data, machine: stillMachine(), checkResponses: true })
  await first.clock.advance(90_000)
  const moved = { now: '2026-04-20T12:01:30.000Z', mode: 'shifted', offsetSeconds: 90 }
  expect(await clockOf(first)).toEqual(moved)
  await first.close()

  await using second = await createSandbox({ data, machine: stillMachine(), checkResponses: true })

  expect(await clockOf(second)).toEqual(moved)
})

test('a clock that stands still says so, and stands still when it was moved', async () => {
  const sandbox = await freshSandbox()
  await advance(sandbox, 60)

  const { status, body } = await sandbox.request('GET', '/_sandbox/clock')

  expect(status).toBe(200)
  expect(body).toMatchObject({ now: '2026-04-20T12:01:00.000Z', mode: 'frozen' })
})
