import { expect, test } from 'vitest'
import {
  addSubject,
  BY_OTHER,
  bearing,
  CONTROL,
  CUSTOMER_MONITORING,
  createWatchlist,
  DAY,
  eventsOf,
  listOn,
  VENDORS_WEEKLY,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('a run says how many were checked and what was found, by list', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await addSubject(sandbox, watchlist, { full_name: 'VIKTOR SAMSONOV' })
  await addSubject(sandbox, watchlist, { full_name: 'Exampleton, Omar' })
  await addSubject(sandbox, watchlist)

  const { status, body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(status).toBe(200)
  const results = { subjects_checked: 3, total_matches: 2, previous_matches: 0, new_matches_count: 2 }
  expect(body.data).toEqual({
    watchlist_id: watchlist,
    watchlist_name: 'Mine',
    ...results,
    has_changes: true,
    results_by_list: {
      ofac: { checked: 3, matches: 1 },
      un: { checked: 3, matches: 1 },
      eu: { checked: 3, matches: 0 },
    },
    duration_ms: 0,
    checked_at: '2026-04-20T12:00:00Z',
  })
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found', 'kyc.watchlist.match_found'])
})

test('what was found is not found again, and not told again', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await addSubject(sandbox, watchlist, { full_name: 'Viktor Samsonov' })
  await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(body.data).toMatchObject({
    total_matches: 1,
    previous_matches: 1,
    new_matches_count: 0,
    has_changes: false,
  })
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
})

test('the seeded match is still one', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/monitor`)

  expect(body.data).toMatchObject({ total_matches: 1, previous_matches: 1, new_matches_count: 0 })
})

test('the next check is counted from the run', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await sandbox.clock.advance(DAY / 2)

  await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(await watchlistNow(sandbox, watchlist)).toMatchObject({
    last_checked_at: '2026-04-21T00:00:00Z',
    next_check_due: NOW.getTime() + 1.5 * DAY,
    last_results: { subjects_checked: 0, matches_found: 0, new_matches: 0, s3_snapshot_key: null },
  })
  expect(await sandbox.clock.advance(DAY)).toEqual([
    { at: new Date(NOW.getTime() + 1.5 * DAY), what: `watchlist ${watchlist} is checked` },
  ])
})

test('a paused watchlist can be run by hand', async () => {
  const sandbox = await freshSandbox()
  await listOn(sandbox, 'crypto_scam', { identifier: '0x52908400098527886e0f7030069857d2e4169ee7' })

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${VENDORS_WEEKLY}/monitor`)

  expect(body.data).toMatchObject({ subjects_checked: 2, new_matches_count: 1 })
  expect((await watchlistNow(sandbox, VENDORS_WEEKLY)).next_check_due).toBeNull()
})

test('alerts that are switched off are not sent', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { alert_config: { on_new_match: false } })
  await addSubject(sandbox, watchlist, { full_name: 'Viktor Samsonov' })

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(body.data.new_matches_count).toBe(1)
  expect(eventsOf(sandbox)).toEqual([])
})

test.each([
  ['watchlist:run', 200],
  ['watchlist:update', 200],
  ['watchlist:read', 403],
])('with nothing but %s it is %d', async (permission, expected) => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: [permission] })

  const { status } = await sandbox.request(
    'POST',
    `${WATCHLISTS}/${CUSTOMER_MONITORING}/monitor`,
    undefined,
    bearing(made.body.token),
  )

  expect(status).toBe(expected)
})

test("another tenant's watchlist is not found", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', `${WATCHLISTS}/${VENDORS_WEEKLY}/monitor`, undefined, BY_OTHER)

  expect(status).toBe(404)
})
