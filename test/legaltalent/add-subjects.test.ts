import { expect, test } from 'vitest'
import {
  CONTROL,
  CUSTOMER_MONITORING,
  createWatchlist,
  DAY,
  eventsOf,
  seatsUsed,
  subjectsOn,
  WATCHLISTS,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const PEOPLE = [
  { full_name: 'Ann Owner', tags: ['vip'] },
  { identifier: '0xabc', identifier_type: 'wallet' },
]

test('many subjects are added at once, for the same time', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { status, body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/subjects/batch`, {
    subjects: PEOPLE,
    duration_days: 30,
  })

  expect(status).toBe(201)
  const subjects = await subjectsOn(sandbox, watchlist)
  expect(subjects).toMatchObject(PEOPLE)
  expect(body.data).toMatchObject({
    added_count: 2,
    subject_ids: subjects.map(({ subject_id }) => subject_id),
    expires_at: (NOW.getTime() + 30 * DAY) / 1000,
    duration_days: 30,
    watchlist: { watchlist_id: watchlist, subjects_count: 2 },
  })
})

test('those of them who are on a list are each told of', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects/batch`, {
    subjects: [{ full_name: 'Viktor Samsonov' }, { full_name: 'Ann Owner' }, { full_name: 'Omar Exampleton' }],
  })

  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found', 'kyc.watchlist.match_found'])
})

test.each([
  ['one of them is nobody', { subjects: [...PEOPLE, { tags: ['vip'] }] }],
  ['there is none', { subjects: [] }],
  ['they are no list', { subjects: PEOPLE[0] }],
  ['they are more than a thousand', { subjects: Array.from({ length: 1001 }, (_, at) => ({ full_name: `${at}` })) }],
  ['nothing is sent', {}],
])('where %s, nobody is added', async (_what, body) => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  const answer = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects/batch`, body)

  expect(answer.status).toBe(400)
  expect(await seatsUsed(sandbox)).toBe(seats)
})

test('where seats are too few, nobody is added', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)
  await sandbox.request('PUT', `${CONTROL}/seats`, { total: seats + 1 })

  const { status } = await sandbox.request('POST', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects/batch`, {
    subjects: PEOPLE,
  })

  expect(status).toBe(402)
  expect(await seatsUsed(sandbox)).toBe(seats)
})
