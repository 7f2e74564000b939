import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import {
  addSubject,
  CONTROL,
  CUSTOMER_MONITORING,
  createWatchlist,
  DAY,
  eventsOf,
  listOn,
  subjectsOn,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

/** A watchlist with one subject, and then a list that names it. */
async function listed(sandbox: TestSandbox, watchlist: object): Promise<string> {
  const id = await createWatchlist(sandbox, watchlist)
  await addSubject(sandbox, id, { full_name: 'Ann Owner' })
  await listOn(sandbox, 'un', { full_name: 'Ann Owner' })
  return id
}

test.each([
  ['daily', DAY],
  ['weekly', 7 * DAY],
])('a %s watchlist is checked when its time comes, and tells of a match once', async (check_frequency, interval) => {
  const sandbox = await freshSandbox()
  const watchlist = await listed(sandbox, { check_frequency })

  const early = await sandbox.clock.advance(interval - 1)
  const before = eventsOf(sandbox)
  const due = await sandbox.clock.advance(1)
  const found = eventsOf(sandbox)
  await sandbox.clock.advance(interval)

  const what = `watchlist ${watchlist} is checked`
  expect([early, due]).toEqual([[], [{ at: new Date(NOW.getTime() + interval), what }]])
  expect([before, found]).toEqual([[], ['kyc.watchlist.match_found']])
  expect(eventsOf(sandbox)).toEqual(found)
  expect(await watchlistNow(sandbox, watchlist)).toMatchObject({
    next_check_due: NOW.getTime() + 3 * interval,
    last_results: { subjects_checked: 1, matches_found: 1, new_matches: 0 },
  })
})

test('the alert says who was found where', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await listed(sandbox, {})

  await sandbox.clock.advance(DAY)

  const [subject] = await subjectsOn(sandbox, watchlist)
  expect(sandbox.messages()).toMatchObject([
    {
      event: 'kyc.watchlist.match_found',
      tenant: 'tenant_demo',
      data: {
        id: expect.stringMatching(/^evt_[0-9a-f]{12}$/),
        type: 'kyc.watchlist.match_found',
        created: (NOW.getTime() + DAY) / 1000,
        data: {
          watchlist_id: watchlist,
          subject_id: subject?.subject_id,
          customer_id: null,
          full_name: 'Ann Owner',
          new_matches_count: 1,
          results_by_list: { un: { checked: 1, matches: 1 } },
          checked_at: '2026-04-21T12:00:00Z',
        },
      },
    },
  ])
})

test('a watchlist that does not wait is checked when a list that it monitors changes', async () => {
  const sandbox = await freshSandbox()
  await listed(sandbox, { check_frequency: 'on_update' })
  await addSubject(sandbox, CUSTOMER_MONITORING, { full_name: 'Bob Director' })

  await listOn(sandbox, 'canada', { full_name: 'Bob Director' })

  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
})

test.each(['daily', 'on_update'])('a paused watchlist, otherwise %s, is not checked', async (check_frequency) => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { check_frequency })
  await addSubject(sandbox, watchlist)
  await sandbox.request('PATCH', `${WATCHLISTS}/${watchlist}`, { status: 'paused' })

  await listOn(sandbox, 'un', { full_name: 'Ann Owner' })
  const fired = await sandbox.clock.advance(3 * DAY)

  expect(fired).toEqual([])
  expect(eventsOf(sandbox)).toEqual([])
})

test('who is taken off a list no longer matches, and the change is told once', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await addSubject(sandbox, watchlist)
  const entry = await listOn(sandbox, 'un', { full_name: 'Ann Owner' })
  await sandbox.clock.advance(DAY)

  await sandbox.request('DELETE', `${CONTROL}/lists/un/entries/${entry}`)
  await sandbox.clock.advance(2 * DAY)

  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found', 'kyc.watchlist.status_changed'])
  expect(sandbox.messages()[1]?.data).toMatchObject({
    data: { new_matches_count: 0, results_by_list: { un: { checked: 1, matches: 0 } } },
  })
  expect(await subjectsOn(sandbox, watchlist)).toMatchObject([{ open_matches: 0 }])
})

test('a deleted watchlist is not checked', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await listed(sandbox, {})
  await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist}`)

  expect(await sandbox.clock.advance(2 * DAY)).toEqual([])
})

test('a check that fell due while the sandbox was off is made once, and the hour of the day stays', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const watchlist = await listed(first, {})
  await first.close()

  const second = await freshSandbox({ data, now: new Date(NOW.getTime() + 3.5 * DAY) })
  await second.clock.advance(0)

  expect(eventsOf(second)).toEqual(['kyc.watchlist.match_found'])
  expect(await watchlistNow(second, watchlist)).toMatchObject({
    last_checked_at: '2026-04-24T00:00:00Z',
    next_check_due: NOW.getTime() + 4 * DAY,
  })
})
