import { expect, test } from 'vitest'
import { Clock } from '../../src/core/clock.ts'
import { stillMachine } from '../support/still-machine.ts'

const NOON = Date.parse('2026-04-20T12:00:00Z')
const at = (seconds: number): Date => new Date(NOON + seconds * 1000)

function freshClock() {
  const machine = stillMachine(NOON)
  const reported: unknown[] = []
  const clock = new Clock(machine, (error) => reported.push(error))
  const log: string[] = []
  /** Schedules a task that writes down when it ran by the clock. */
  const plan = (seconds: number, what: string) =>
    clock.schedule({ at: at(seconds), what, run: () => void log.push(`${what} ${clock.now().toISOString()}`) })
  return { machine, clock, reported, log, plan }
}

test('a new clock shows the time of the machine, and runs with it', () => {
  const { machine, clock } = freshClock()

  machine.pass(5000)

  expect(clock.now()).toEqual(at(5))
  expect(clock).toMatchObject({ mode: 'real', offset: 0 })
})

test('a clock that was moved runs on from there, ahead of the machine', async () => {
  const { machine, clock } = freshClock()

  await clock.advance(at(3600))
  machine.pass(5000)

  expect(clock.now()).toEqual(at(3605))
  expect(clock).toMatchObject({ mode: 'shifted', offset: 3_600_000 })
})

test('a frozen clock stands still, also after it was moved', async () => {
  const { machine, clock } = freshClock()
  clock.state = { offset: 0, frozenAt: NOON }
  machine.pass(5000)
  expect(clock.now()).toEqual(at(0))

  await clock.advance(at(60))
  machine.pass(5000)

  expect(clock.now()).toEqual(at(60))
  expect(clock).toMatchObject({ mode: 'frozen', state: { frozenAt: at(60).getTime() } })
})

test('a clock goes on where another one stood', async () => {
  const before = freshClock()
  await before.clock.advance(at(3600))

  const after = freshClock()
  after.clock.state = before.clock.state

  expect(after.clock.now()).toEqual(at(3600))
})

test('moving the clock fires what falls due, in order, each at its own instant, and nothing later', async () => {
  const { clock, log, plan } = freshClock()
  plan(30, 'second')
  plan(10, 'first')
  plan(60, 'at the very end')
  plan(60.001, 'too late')

  const fired = await clock.advance(at(60))

  expect(fired).toEqual([
    { at: at(10), what: 'first' },
    { at: at(30), what: 'second' },
    { at: at(60), what: 'at the very end' },
  ])
  expect(log).toEqual([
    'first 2026-04-20T12:00:10.000Z',
    'second 2026-04-20T12:00:30.000Z',
    'at the very end 2026-04-20T12:01:00.000Z',
  ])
  expect(clock.now()).toEqual(at(60))
})

test('the clock waits for what is under way before it goes on', async () => {
  const { clock, log, plan } = freshClock()
  let finish = (): void => undefined
  const slow = new Promise<void>((resolve) => {
    finish = resolve
  })
  clock.schedule({ at: at(10), what: 'slow', run: () => slow.then(() => void log.push('slow is over')) })
  plan(20, 'next')

  const moved = clock.advance(at(60))
  plan(5, 'still in time')
  finish()
  await moved

  expect(log).toEqual(['still in time 2026-04-20T12:00:05.000Z', 'slow is over', 'next 2026-04-20T12:00:20.000Z'])
})

test('what is due at one instant runs in the order it was scheduled', async () => {
  const { clock, log, plan } = freshClock()
  for (const what of ['a', 'b', 'c', 'd']) plan(10, what)

  await clock.advance(at(10))

  expect(log.map((line) => line[0])).toEqual(['a', 'b', 'c', 'd'])
})

test('what a task schedules fires in the same move when it falls due, retry after retry', async () => {
  const { clock, log } = freshClock()
  const retry = (seconds: number): void => {
    clock.schedule({
      at: at(seconds),
      what: `try at ${seconds}`,
      run() {
        log.push(clock.now().toISOString().slice(14, 19))
        retry(seconds * 2)
      },
    })
  }
  retry(30)

  const fired = await clock.advance(at(300))

  expect(log).toEqual(['00:30', '01:00', '02:00', '04:00'])
  expect(fired.at(-1)).toEqual({ at: at(240), what: 'try at 240' })
})

test('what is overdue happens now, not in the past', async () => {
  const { clock, log, plan } = freshClock()
  await clock.advance(at(100))
  plan(10, 'overdue')

  const fired = await clock.advance(at(200))

  expect(fired).toEqual([{ at: at(100), what: 'overdue' }])
  expect(log).toEqual(['overdue 2026-04-20T12:01:40.000Z'])
})

test('what was cancelled does not happen, also when a task of the same move cancels it', async () => {
  const { clock, log, plan } = freshClock()
  plan(10, 'cancelled before').cancel()
  const later = plan(30, 'cancelled midway')
  clock.schedule({ at: at(20), what: 'canceller', run: () => later.cancel() })
  plan(40, 'kept')

  const fired = await clock.advance(at(60))

  expect(fired.map(({ what }) => what)).toEqual(['canceller', 'kept'])
  expect(log).toHaveLength(1)
})

test('a task that throws, now or later, is reported, and the others go on', async () => {
  const { clock, log, plan, reported } = freshClock()
  const now = new Error('now')
  const later = new Error('later')
  clock.schedule({
    at: at(10),
    what: 'throws',
    run() {
      throw now
    },
  })
  clock.schedule({ at: at(10), what: 'rejects', run: () => Promise.reject(later) })
  plan(10, 'beside')
  plan(20, 'after')

  const fired = await clock.advance(at(60))

  expect(reported).toEqual([now, later])
  expect(log).toHaveLength(2)
  expect(fired).toHaveLength(4)
  expect(clock.now()).toEqual(at(60))
})

test('moves that are asked for at once queue behind each other, and nothing fires twice', async () => {
  const { clock, plan } = freshClock()
  plan(10, 'a')
  plan(70, 'b')

  const moves = await Promise.all([clock.advance(at(60)), clock.advance(at(120)), clock.advance(at(90))])

  expect(moves.map((fired) => fired.map(({ what }) => what))).toEqual([['a'], ['b'], []])
  expect(clock.now()).toEqual(at(120))
})

test('a move by so much is counted from where the clock stands when its turn comes', async () => {
  const { clock } = freshClock()
  const anHourOn = (now: Date): Date => new Date(now.getTime() + 3_600_000)

  await Promise.all([clock.advance(anHourOn), clock.advance(anHourOn)])

  expect(clock.now()).toEqual(at(7200))
})

test('what the alarm has set going ends before the clock is moved', async () => {
  const { machine, clock, log } = freshClock()
  let finish = (): void => undefined
  const slow = new Promise<void>((resolve) => {
    finish = resolve
  })
  const run = async (): Promise<void> => {
    await slow
    log.push(clock.now().toISOString())
  }
  clock.schedule({ at: at(10), what: 'slow', run })
  machine.pass(10_000)
  machine.ring()

  const moved = clock.advance(at(3600))
  finish()
  await moved

  expect(log).toEqual(['2026-04-20T12:00:10.000Z'])
})

test('time does not run backwards', async () => {
  const { clock } = freshClock()
  await clock.advance(at(60))

  await clock.advance(at(-60))

  expect(clock.now()).toEqual(at(60))
})
