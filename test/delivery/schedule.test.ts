import { expect, test } from 'vitest'
import { type Attempt, type Delivery, givenUp, restarted } from '../../src/core/outbox.ts'
import { afterAttempt, dueAt } from '../../src/delivery/schedule.ts'
import { webhooks } from '../../src/vendors/conomy/webhooks.ts'

const schedule = webhooks.schedule({})

const START = Date.parse('2026-04-20T12:00:00.000Z')
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString()

const QUEUED: Delivery = {
  id: 'dlv_1',
  messageId: 'msg_1',
  endpointId: 'whe_1',
  vendor: 'conomy',
  tenant: 'demo-client',
  event: 'customer.levelChanged',
  url: 'http://127.0.0.1:1/',
  status: 'pending',
  createdAt: at(0),
  run: { startedAt: at(0), attempts: 0 },
  nextAttemptAt: at(0),
  expiresAt: null,
  body: null,
  attempts: [],
}

const attempt = (number: number, seconds: number, error: string | null = 'it failed'): Attempt => ({
  number,
  at: at(seconds),
  url: QUEUED.url,
  headers: {},
  status: null,
  response: null,
  durationMs: 1,
  error,
})

const afterAttempts = (count: number): Delivery => ({ ...QUEUED, run: { startedAt: at(0), attempts: count } })

test.each([
  { attempts: 1, seconds: 0, next: 30 },
  { attempts: 2, seconds: 30, next: 90 },
  { attempts: 3, seconds: 90, next: 210 },
  { attempts: 4, seconds: 210, next: 450 },
  { attempts: 5, seconds: 450, next: 930 },
  { attempts: 6, seconds: 930, next: 1890 },
  { attempts: 7, seconds: 1890, next: 3810 },
  { attempts: 8, seconds: 3810, next: 7410 },
  { attempts: 9, seconds: 7410, next: 11_010 },
  { attempts: 29, seconds: 79_410, next: 83_010 },
])('failed attempt $attempts, made after $seconds s, is followed by one at $next s', ({ attempts, seconds, next }) => {
  const delivery = afterAttempt(afterAttempts(attempts - 1), attempt(attempts, seconds), schedule)

  expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: at(next), expiresAt: null })
  expect(dueAt(delivery)).toEqual(new Date(at(next)))
})

test('when the next attempt would be too late, the delivery waits to be given up', () => {
  const delivery = afterAttempt(afterAttempts(29), attempt(30, 83_010), schedule)

  expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: null, expiresAt: at(86_400) })
  expect(dueAt(delivery)).toEqual(new Date(at(86_400)))
})

test('an attempt may come at the very end of the schedule', () => {
  const everyHalf = { delayAfter: () => 500, giveUpAfter: 1000 }

  expect(afterAttempt(afterAttempts(1), attempt(2, 0.5), everyHalf)).toMatchObject({ nextAttemptAt: at(1) })
  expect(afterAttempt(afterAttempts(2), attempt(3, 1), everyHalf)).toMatchObject({ expiresAt: at(1) })
})

test('an attempt that made it ends the schedule', () => {
  const delivery = afterAttempt(afterAttempts(3), attempt(4, 210, null), schedule)

  expect(delivery).toMatchObject({ status: 'delivered', nextAttemptAt: null, expiresAt: null })
  expect(dueAt(delivery)).toBeUndefined()
})

test('the last fifty attempts are kept', () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1)

  const { attempts } = numbers.reduce(
    (delivery, number) => afterAttempt(delivery, attempt(number, 0), schedule),
    QUEUED,
  )

  expect(attempts.map(({ number }) => number)).toEqual(numbers.slice(10))
})

test('a delivery that is sent again starts its schedule over and keeps its past', () => {
  const failed = givenUp(afterAttempt(afterAttempts(29), attempt(30, 83_010), schedule))

  const again = restarted(failed, new Date(at(90_000)))

  expect(failed).toMatchObject({ status: 'failed', nextAttemptAt: null, expiresAt: null })
  expect(again).toMatchObject({ status: 'pending', nextAttemptAt: at(90_000), expiresAt: null, attempts: [{}] })
  expect(afterAttempt(again, attempt(31, 90_000), schedule)).toMatchObject({ nextAttemptAt: at(90_030) })
})

test('a delivery without a next attempt in its schedule has failed at once', () => {
  const twice = { delayAfter: (number: number) => (number < 2 ? 60_000 : Number.POSITIVE_INFINITY), giveUpAfter: 9e9 }

  const after = [attempt(1, 0), attempt(2, 60)].reduce((row, made) => afterAttempt(row, made, twice), QUEUED)

  expect(after).toMatchObject({ status: 'failed', nextAttemptAt: null, expiresAt: null, run: { attempts: 2 } })
})
