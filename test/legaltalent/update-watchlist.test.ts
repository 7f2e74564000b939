import { expect, test } from 'vitest'
import {
  addSubject,
  BY_OTHER,
  createWatchlist,
  DAY,
  eventsOf,
  UNKNOWN,
  VENDORS_WEEKLY,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('only what is sent changes, and only that is answered', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { tags: ['old'] })
  const before = await watchlistNow(sandbox, watchlist)
  await sandbox.clock.advance(60_000)

  const { status, body } = await sandbox.request('PATCH', `${WATCHLISTS}/${watchlist}`, {
    name: 'Renamed',
    tags: [],
    watchlist_id: UNKNOWN,
    tenant_id: 'tenant_other',
  })

  expect(status).toBe(200)
  const changed = { name: 'Renamed', tags: [], updated_at: '2026-04-20T12:01:00Z' }
  expect(body.data).toEqual({ watchlist_id: watchlist, ...changed })
  expect(await watchlistNow(sandbox, watchlist)).toEqual({ ...before, ...changed })
})

test('one alert can be switched off without the other', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { body } = await sandbox.request('PATCH', `${WATCHLISTS}/${watchlist}`, {
    alert_config: { on_status_change: false },
  })

  expect(body.data.alert_config).toEqual({ on_new_match: true, on_status_change: false })
})

test('a paused watchlist waits for no check, and a resumed one for the next', async () => {
  const sandbox = await freshSandbox()
  const path = `${WATCHLISTS}/${await createWatchlist(sandbox)}`

  await sandbox.request('PATCH', path, { status: 'paused' })
  const paused = await sandbox.request('GET', path)
  await sandbox.clock.advance(3 * DAY)
  await sandbox.request('PATCH', path, { status: 'active' })
  const resumed = await sandbox.request('GET', path)

  expect(paused.body.data).toMatchObject({ status: 'paused', next_check_due: null })
  expect(resumed.body.data).toMatchObject({ last_checked_at: null, next_check_due: NOW.getTime() + 4 * DAY })
})

test('another frequency means another next check', async () => {
  const sandbox = await freshSandbox()
  const path = `${WATCHLISTS}/${await createWatchlist(sandbox)}`

  await sandbox.request('PATCH', path, { check_frequency: 'weekly' })

  expect((await sandbox.request('GET', path)).body.data.next_check_due).toBe(NOW.getTime() + 7 * DAY)
})

test('the same frequency leaves the next check where it was', async () => {
  const sandbox = await freshSandbox()
  const path = `${WATCHLISTS}/${await createWatchlist(sandbox)}`
  await sandbox.clock.advance(60_000)

  await sandbox.request('PATCH', path, { check_frequency: 'daily', status: 'active' })

  expect((await sandbox.request('GET', path)).body.data.next_check_due).toBe(NOW.getTime() + DAY)
})

test('a list that is added is looked at at once where checks do not wait', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { check_frequency: 'on_update' })
  await addSubject(sandbox, watchlist, { full_name: 'Placeholder Minerals PLC' })

  await sandbox.request('PATCH', `${WATCHLISTS}/${watchlist}`, { lists_to_monitor: ['ofac', 'uk'] })

  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
})

test.each([
  ['nothing', {}],
  ['nothing that can be changed', { watchlist_id: UNKNOWN }],
  ['a blank name', { name: ' ' }],
  ['an unknown status', { status: 'asleep' }],
  ['an unknown list', { lists_to_monitor: ['interpol'] }],
  ['null for a frequency', { check_frequency: null }],
])('%s is refused and changes nothing', async (_what, patch) => {
  const sandbox = await freshSandbox()
  const before = await watchlistNow(sandbox, VENDORS_WEEKLY)

  const { status } = await sandbox.request('PATCH', `${WATCHLISTS}/${VENDORS_WEEKLY}`, patch)

  expect(status).toBe(400)
  expect(await watchlistNow(sandbox, VENDORS_WEEKLY)).toEqual(before)
})

test("another tenant's watchlist is not found, whatever the body", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', `${WATCHLISTS}/${VENDORS_WEEKLY}`, {}, BY_OTHER)

  expect(status).toBe(404)
})
