import { queryObjects } from 'node:v8'
import { expect, test } from 'vitest'
import { machine, type Timer } from '../../src/core/machine.ts'

const HOUR = 3_600_000

/** How many lists Node keeps of timers: one for each delay. */
function timerLists(): number {
  const probe = setTimeout(() => undefined, HOUR) as NodeJS.Timeout & { _idleNext: object }
  const count = queryObjects(probe._idleNext.constructor, { format: 'count' })
  clearTimeout(probe)
  return count
}

test('timers that are cancelled leave nothing behind, though each would have run at another time', () => {
  const before = timerLists()

  for (let delay = 0; delay < 1000; delay++) machine.after(HOUR + delay, () => undefined).cancel()

  expect(timerLists()).toBeLessThan(before + 10)
})

/** How many timers keep this process alive. */
const holding = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length

test('a timer that is cancelled does not run, one that has run can be cancelled, and neither holds the process', async () => {
  const runs: string[] = []
  const cancelled = machine.after(1, () => runs.push('cancelled'))
  const before = holding()
  cancelled.cancel()
  cancelled.cancel()
  const ran = await new Promise<Timer>((resolve) => {
    const timer = machine.after(2, () => resolve(timer))
  })
  ran.cancel()

  expect(runs).toEqual([])
  expect(holding()).toBe(before)
})
