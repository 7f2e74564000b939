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
  const plan = (seconds: number, what: string) =>
    clock.schedule({ at: at(seconds), what, run: () => void log.push(what) })
  return { machine, clock, reported, log, plan }
}

test('the alarm is set for what is due next, and for no more than that', () => {
  const { machine, plan } = freshClock()

  plan(30, 'later')
  plan(10, 'sooner')
  plan(20, 'between')

  expect(machine.waiting()).toEqual([10_000])
})

test('when the alarm rings what is due happens, and it is set for the next', () => {
  const { machine, log, plan } = freshClock()
  plan(10, 'a')
  plan(12, 'b')
  plan(30, 'c')

  machine.pass(12_000)
  machine.ring()

  expect(log).toEqual(['a', 'b'])
  expect(machine.waiting()).toEqual([18_000])
})

test('an alarm that rings too early fires nothing and is set again', () => {
  const { machine, log, plan } = freshClock()
  plan(10, 'a')

  machine.pass(9000)
  machine.ring()

  expect(log).toEqual([])
  expect(machine.waiting()).toEqual([1000])
})

test('a task that throws when the alarm rings is reported, and the others go on', async () => {
  const { machine, clock, log, plan, reported } = freshClock()
  clock.schedule({ at: at(10), what: 'rejects', run: () => Promise.reject(new Error('no')) })
  plan(10, 'beside')

  machine.pass(10_000)
  machine.ring()
  await clock.fireDue()

  expect(log).toEqual(['beside'])
  expect(reported).toMatchObject([{ message: 'no' }])
})

test('nobody waits for what was cancelled', () => {
  const { machine, log, plan } = freshClock()
  plan(10, 'cancelled').cancel()
  plan(20, 'kept')

  machine.pass(20_000)
  machine.ring()

  expect(log).toEqual(['kept'])
  expect(machine.waiting()).toEqual([])
})

test('on a frozen clock the alarm is set only for what is due already', () => {
  const { machine, clock, log, plan } = freshClock()
  clock.state = { offset: 0, frozenAt: NOON }

  plan(10, 'later')
  expect(machine.waiting()).toEqual([])
  plan(0, 'now')
  expect(machine.waiting()).toEqual([0])
  machine.ring()

  expect(log).toEqual(['now'])
  expect(machine.waiting()).toEqual([])
})

test('after a move the alarm is set for what is still to come', async () => {
  const { machine, clock, plan } = freshClock()
  plan(10, 'a')
  plan(100, 'b')

  await clock.advance(at(60))

  expect(machine.waiting()).toEqual([40_000])
})

test('what is due now can be fired without waiting for the alarm, with whatever that makes due', async () => {
  const { clock, log, plan } = freshClock()
  clock.schedule({ at: at(0), what: 'first', run: () => void plan(0, 'made by the first') })
  plan(10, 'later')

  await clock.fireDue()

  expect(log).toEqual(['made by the first'])
  expect(clock.now()).toEqual(at(0))
})

test('firing what is due waits until the clock has been moved', async () => {
  const { clock, log, plan } = freshClock()
  let during: Promise<void> | undefined
  clock.schedule({
    at: at(10),
    what: 'asks for it midway',
    run() {
      plan(10, 'part of the move')
      during = clock.fireDue()
    },
  })

  const fired = await clock.advance(at(60))
  await during

  expect(log).toEqual(['part of the move'])
  expect(fired.map(({ what }) => what)).toEqual(['asks for it midway', 'part of the move'])
})

test('a clock that was cleared has nothing to do and sets no alarm', async () => {
  const { machine, clock, log, plan } = freshClock()
  plan(10, 'a')

  clock.clear()

  expect(machine.waiting()).toEqual([])
  expect(await clock.advance(at(60))).toEqual([])
  expect(log).toEqual([])
})
