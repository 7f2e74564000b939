import { expect, test } from 'vitest'
import { BOREALIS, BOREALIS_SUBJECT, CUSTOMER_MONITORING, UNKNOWN, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a watchlist is shown with its subjects and what was found last', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}/${CUSTOMER_MONITORING}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    name: 'Customer Monitoring',
    check_frequency: 'on_update',
    next_check_due: null,
    last_checked_at: '2026-03-11T09:00:00Z',
    last_results: { subjects_checked: 1, matches_found: 1, new_matches: 1, s3_snapshot_key: null },
    subjects: [
      { subject_id: BOREALIS_SUBJECT, watchlist_id: CUSTOMER_MONITORING, customer_id: BOREALIS, open_matches: 1 },
    ],
    subjects_count: 1,
  })
})

test.each([UNKNOWN, 'constructor'])('there is no watchlist %s', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}/${id}`)

  expect(status).toBe(404)
  expect(body.error.code).toBe('WATCHLIST_NOT_FOUND')
})
