import { expect, test } from 'vitest'
import { advance, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const ADVANCE = '/_sandbox/clock/advance'

test('moving the clock answers with the new time and with what happened on the way, in order', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const first = await trigger(sandbox)
  await sandbox.settled()
  await advance(sandbox, 20)
  const second = await trigger(sandbox)
  await sandbox.settled()

  const { status, body } = await advance(sandbox, 100)

  expect(status).toBe(200)
  expect(body).toMatchObject({ now: '2026-04-20T12:02:00.000Z', mode: 'frozen' })
  expect(body.fired).toEqual([
    { at: '2026-04-20T12:00:30.000Z', what: `attempt 2 of delivery ${first.id}` },
    { at: '2026-04-20T12:00:50.000Z', what: `attempt 2 of delivery ${second.id}` },
    { at: '2026-04-20T12:01:30.000Z', what: `attempt 3 of delivery ${first.id}` },
    { at: '2026-04-20T12:01:50.000Z', what: `attempt 3 of delivery ${second.id}` },
  ])
})

test('the clock can be moved to an instant, of any time zone', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', ADVANCE, { to: '2026-04-20T10:30:00.5-03:00' })

  expect(status).toBe(200)
  expect(body).toMatchObject({ now: '2026-04-20T13:30:00.500Z', fired: [] })
})

test('what is made after a move has the new time', async () => {
  const sandbox = await freshSandbox()
  await advance(sandbox, 3600)

  const customer = await createCustomer(sandbox)

  expect(customer.createdAt).toBe('2026-04-20T13:00:00Z')
})

test('moves that are asked for at the same time add up', async () => {
  const sandbox = await freshSandbox()

  await Promise.all([advance(sandbox, 10), advance(sandbox, 20)])

  expect(sandbox.clock.now().toISOString()).toBe('2026-04-20T12:00:30.000Z')
})

test.each([
  ['neither seconds nor an instant', {}],
  ['both', { seconds: 1, to: '2026-04-21T00:00:00Z' }],
  ['backwards', { seconds: -1 }],
  ['an instant in the past', { to: '2026-04-20T11:59:59Z' }],
  ['more than ten years', { seconds: 315_360_001 }],
  ['an instant more than ten years away', { to: '9999-12-31T23:59:59Z' }],
  ['seconds that are a text', { seconds: '30' }],
  ['seconds that are nothing', { seconds: null }],
  ['an instant without a time zone', { to: '2026-04-21T00:00:00' }],
  ['a day that does not exist', { to: '2026-02-30T00:00:00Z' }],
  ['a second that does not exist', { to: '2026-06-30T23:59:60Z' }],
  ['an hour of time zone without minutes', { to: '2026-04-21T00:00:00+05' }],
  ['no instant at all', { to: 'tomorrow' }],
  ['a list', []],
])('%s is refused, and the clock stays where it is', async (_what, move) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('POST', ADVANCE, move)

  expect(status).toBe(400)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.detail).toMatch(/./)
  expect((await sandbox.request('GET', '/_sandbox/clock')).body.now).toBe('2026-04-20T12:00:00.000Z')
})

test('the clock goes to the end of the year 9998 and not further', async () => {
  const sandbox = await freshSandbox({ now: new Date('9998-12-31T00:00:00Z') })

  const { status, body } = await sandbox.request('POST', ADVANCE, { seconds: 86_400 })

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ field: 'seconds' }])
})

test('a move without a body is refused', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('POST', ADVANCE)).status).toBe(400)
})
