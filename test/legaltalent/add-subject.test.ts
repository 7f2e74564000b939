import { expect, test } from 'vitest'
import {
  addSubject,
  BY_OTHER,
  CONTROL,
  CUSTOMER_MONITORING,
  createWatchlist,
  DAY,
  eventsOf,
  seatsUsed,
  startSession,
  subjectsOn,
  UNKNOWN,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const NEITHER = 'Subject must have either full_name or identifier'

test('a subject takes a seat for a year', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  const seats = await seatsUsed(sandbox)
  const { session_id } = await startSession(sandbox)
  const subject = { full_name: 'Ann Owner', identifier: '123', identifier_type: 'passport', tags: ['vip'], session_id }

  const { status, body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/subjects`, subject)

  expect(status).toBe(201)
  const shown = { ...subject, subject_id: body.data.subject_id, added_at: '2026-04-20T12:00:00Z' }
  expect(body.data).toMatchObject({
    expires_at: (NOW.getTime() + 365 * DAY) / 1000,
    duration_days: 365,
    watchlist: { watchlist_id: watchlist, subjects_count: 1, subjects: [shown] },
  })
  expect(await subjectsOn(sandbox, watchlist)).toMatchObject([shown])
  expect(await seatsUsed(sandbox)).toBe(seats + 1)
})

test('where subjects are checked as they come, the results count those that were there', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { check_frequency: 'on_update' })
  await addSubject(sandbox, watchlist, { full_name: 'Viktor Samsonov' })

  await addSubject(sandbox, watchlist, { full_name: 'Omar Exampleton' })
  await addSubject(sandbox, watchlist, { full_name: 'Ann Owner' })

  expect((await watchlistNow(sandbox, watchlist)).last_results).toMatchObject({
    subjects_checked: 3,
    matches_found: 2,
    new_matches: 0,
  })
})

test('its time can be shorter, and then its seat is free again and its customer not monitored', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { check_frequency: 'on_update' })
  const seats = await seatsUsed(sandbox)
  await addSubject(sandbox, watchlist, { duration_days: 30 })

  await sandbox.clock.advance(30 * DAY - 1)
  const before = await subjectsOn(sandbox, watchlist)
  const fired = await sandbox.clock.advance(1)

  expect(before).toHaveLength(1)
  expect(fired).toMatchObject([{ what: expect.stringMatching(/^subject .* leaves its watchlist$/) }])
  expect(await subjectsOn(sandbox, watchlist)).toEqual([])
  expect(await seatsUsed(sandbox)).toBe(seats)
})

test('who is on a list is found at once where checks do not wait, and at the next check elsewhere', async () => {
  const sandbox = await freshSandbox()
  const daily = await createWatchlist(sandbox)

  await addSubject(sandbox, daily, { full_name: 'Viktor Samsonov' })
  const before = eventsOf(sandbox)
  await addSubject(sandbox, CUSTOMER_MONITORING, { full_name: 'Viktor Samsonov' })

  expect(before).toEqual([])
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
  expect(await subjectsOn(sandbox, daily)).toMatchObject([{ open_matches: 0 }])
})

test.each([
  ['no name and no identifier', {}, NEITHER],
  ['blanks', { full_name: ' ', identifier: '' }, NEITHER],
  ['null for both', { full_name: null, identifier: null }, NEITHER],
  ['a number for a name', { full_name: 5 }, 'full_name must be string or null'],
  ['no day at all', { full_name: 'Ann', duration_days: 0 }, 'duration_days must be at least 1'],
])('%s makes no subject', async (_what, body, message) => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const answer = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/subjects`, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual({ type: 'ValidationError', message, code: 'VALIDATION_ERROR' })
  expect(await subjectsOn(sandbox, watchlist)).toEqual([])
})

test('a session that is not there is not found, and no seat is taken', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  const { status, body } = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects`, {
    full_name: 'Ann',
    session_id: UNKNOWN,
  })

  expect(status).toBe(404)
  expect(body.error.code).toBe('SESSION_NOT_FOUND')
  expect(await seatsUsed(sandbox)).toBe(seats)
})

test('without a free seat it is 402, with a text for an error', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `${CONTROL}/seats`, { total: await seatsUsed(sandbox) })

  const { status, body } = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects`, {
    full_name: 'Ann',
  })

  expect(status).toBe(402)
  expect(body.error).toBe('No watchlist seats available. Please purchase more seats.')
})

test("another tenant's watchlist is not found", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects`, {}, BY_OTHER)

  expect(status).toBe(404)
})
