import { expect, test } from 'vitest'
import { BY_OTHER, DAY, VALIDATION_ERROR, WATCHLISTS, watchlistNow } from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('a watchlist is checked daily on three lists unless it is said otherwise', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WATCHLISTS, { name: ' Mine ' })

  expect(status).toBe(201)
  expect(body.data).toEqual({ watchlist_id: expect.any(String), message: 'Watchlist created successfully' })
  expect(await watchlistNow(sandbox, body.data.watchlist_id)).toEqual({
    watchlist_id: body.data.watchlist_id,
    tenant_id: 'tenant_demo',
    name: 'Mine',
    subjects: [],
    subjects_count: 0,
    lists_to_monitor: ['ofac', 'un', 'eu'],
    check_frequency: 'daily',
    last_checked_at: null,
    next_check_due: NOW.getTime() + DAY,
    last_results: null,
    alert_config: { on_new_match: true, on_status_change: true },
    tags: [],
    status: 'active',
    created_at: '2026-04-20T12:00:00Z',
    updated_at: '2026-04-20T12:00:00Z',
  })
})

test('a watchlist is what was asked for', async () => {
  const sandbox = await freshSandbox()
  const wanted = {
    name: 'Wallets',
    lists_to_monitor: ['crypto_scam', 'nbctf'],
    check_frequency: 'on_update',
    alert_config: { on_new_match: true, on_status_change: false },
    tags: ['wallets', 'high-risk'],
  }

  const { body } = await sandbox.request('POST', WATCHLISTS, wanted)

  expect(await watchlistNow(sandbox, body.data.watchlist_id)).toMatchObject({ ...wanted, next_check_due: null })
})

test.each([
  ['no name', {}],
  ['a blank name', { name: ' ' }],
  ['an unknown list', { name: 'Mine', lists_to_monitor: ['ofac', 'interpol'] }],
  ['no lists', { name: 'Mine', lists_to_monitor: [] }],
  ['an unknown frequency', { name: 'Mine', check_frequency: 'hourly' }],
  ['a tag with a comma, which no filter could name', { name: 'Mine', tags: ['a,b'] }],
  ['an alert that is no boolean', { name: 'Mine', alert_config: { on_new_match: 'yes' } }],
])('%s makes no watchlist', async (_what, body) => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', WATCHLISTS)

  const answer = await sandbox.request('POST', WATCHLISTS, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', WATCHLISTS)).body.data).toEqual(before.body.data)
})

test("a watchlist is the tenant's alone", async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('POST', WATCHLISTS, { name: 'Mine' })

  const answer = await sandbox.request('GET', `${WATCHLISTS}/${body.data.watchlist_id}`, undefined, BY_OTHER)

  expect(answer.status).toBe(404)
  expect(answer.body.error).toEqual({
    type: 'NotFoundError',
    message: 'Watchlist not found',
    code: 'WATCHLIST_NOT_FOUND',
  })
})
