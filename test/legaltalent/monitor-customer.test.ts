import { expect, test } from 'vitest'
import {
  ANDES,
  addSubject,
  bearing,
  CONTROL,
  CUSTOMER_MONITORING,
  CUSTOMERS,
  createWatchlist,
  eventsOf,
  OTHERS_WATCHLIST,
  seatsUsed,
  subjectsOn,
  UNKNOWN,
  VIKTOR,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

/** The other tenant's customer of the same name. */
const OTHERS_ANDES = '1c000000-0000-4000-8000-000000000007'

const PATH = `${CUSTOMERS}/${ANDES}/monitor`

test('rows 46, 47: a customer is put on a watchlist once', async () => {
  const sandbox = await freshSandbox()
  const watchlist_id = await createWatchlist(sandbox)
  const seats = await seatsUsed(sandbox)

  const first = await sandbox.request('POST', PATH, { watchlist_id })
  const second = await sandbox.request('POST', PATH, { watchlist_id })

  expect(first.status).toBe(200)
  expect(first.body.data).toMatchObject({
    watchlist_id,
    monitoring: { enabled: true, watchlist_id, monitored_since: '2026-04-20T12:00:00Z' },
    duration_days: 365,
    message: 'Customer added to monitoring',
  })
  expect(second.body.data.subject_id).toBe(first.body.data.subject_id)
  expect(await subjectsOn(sandbox, watchlist_id)).toMatchObject([
    { full_name: 'Andes Trading SA', identifier: '217654320018', identifier_type: 'tax_id' },
  ])
  expect(await seatsUsed(sandbox)).toBe(seats + 1)
})

test('to monitor a customer again checks nothing, and the results of the last check stay', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', PATH)
  const before = await watchlistNow(sandbox, CUSTOMER_MONITORING)
  await sandbox.clock.advance(60_000)

  await sandbox.request('POST', PATH)

  expect(before.last_results).toMatchObject({ subjects_checked: 2, matches_found: 1, new_matches: 0 })
  expect(await watchlistNow(sandbox, CUSTOMER_MONITORING)).toEqual(before)
})

test('a customer on two watchlists is monitored by the other one when it leaves the last', async () => {
  const sandbox = await freshSandbox()
  const first = (await sandbox.request('POST', PATH)).body.data
  const watchlist_id = await createWatchlist(sandbox)
  const second = (await sandbox.request('POST', PATH, { watchlist_id })).body.data
  const monitoringNow = async () => (await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data.monitoring

  const onBoth = await monitoringNow()
  await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist_id}`)
  const onOne = await monitoringNow()
  await sandbox.request('DELETE', `${WATCHLISTS}/${first.watchlist_id}/subjects/${first.subject_id}`)
  const onNone = await monitoringNow()

  expect([onBoth, onOne]).toEqual([second.monitoring, first.monitoring])
  expect(onNone).toEqual({ enabled: false, watchlist_id: null, subject_id: null, monitored_since: null })
})

test('without a watchlist it is the default one', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PATH)

  expect(body.data.watchlist_id).toBe(CUSTOMER_MONITORING)
})

test('without a default watchlist one is made, as the request says', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('DELETE', `${WATCHLISTS}/${CUSTOMER_MONITORING}`)
  const wishes = { lists_to_monitor: ['uk'], check_frequency: 'weekly', tags: ['new'] }

  const { body } = await sandbox.request('POST', PATH, wishes)

  expect(await watchlistNow(sandbox, body.data.watchlist_id)).toMatchObject({
    name: 'Customer Monitoring',
    lists_to_monitor: ['uk'],
    check_frequency: 'weekly',
    tags: [],
    subjects: [{ full_name: 'Andes Trading SA', tags: ['new'] }],
  })
})

test('who is on a list is found at once, where the watchlist is checked on update', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('POST', `${CUSTOMERS}/${VIKTOR}/monitor`)

  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
})

test('the people of an organization are monitored too when it is asked for, each once', async () => {
  const sandbox = await freshSandbox()
  const watchlist_id = await createWatchlist(sandbox)

  const { body } = await sandbox.request('POST', PATH, { watchlist_id, include_organization: true })
  const again = await sandbox.request('POST', PATH, { watchlist_id, include_organization: true })

  const subjects = await subjectsOn(sandbox, watchlist_id)
  expect(subjects.map(({ full_name }) => full_name)).toEqual([
    'Andes Trading SA',
    'Jane Smith',
    'Cordillera Holding BV',
    'Mateo Ruiz',
  ])
  expect(body.data.organization_subject_ids).toHaveLength(3)
  expect(again.body.data.organization_subject_ids).toEqual(body.data.organization_subject_ids)
})

test('row 48: without a free seat it is 402, with a text for an error', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `${CONTROL}/seats`, { total: 1 })

  const { status, body } = await sandbox.request('POST', PATH, {})

  expect(status).toBe(402)
  expect(body).toEqual({ status: 'error', error: 'No watchlist seats available. Please purchase more seats.' })
})

test('with too few seats for an organization nobody is monitored', async () => {
  const sandbox = await freshSandbox()
  const watchlist_id = await createWatchlist(sandbox)
  await sandbox.request('PUT', `${CONTROL}/seats`, { total: (await seatsUsed(sandbox)) + 3 })

  const { status } = await sandbox.request('POST', PATH, { watchlist_id, include_organization: true })

  expect(status).toBe(402)
  expect(await subjectsOn(sandbox, watchlist_id)).toEqual([])
  expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data.monitoring.enabled).toBe(false)
})

test.each([
  ['row 49: an unknown watchlist', ANDES, UNKNOWN, 'WATCHLIST_NOT_FOUND'],
  ["another tenant's watchlist", ANDES, OTHERS_WATCHLIST, 'WATCHLIST_NOT_FOUND'],
  ['row 50: an unknown customer', UNKNOWN, CUSTOMER_MONITORING, 'CUSTOMER_NOT_FOUND'],
  ["row 8: another tenant's customer", OTHERS_ANDES, CUSTOMER_MONITORING, 'CUSTOMER_NOT_FOUND'],
])('%s is not found', async (_row, id, watchlist_id, code) => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  const answer = await sandbox.request('POST', `${CUSTOMERS}/${id}/monitor`, { watchlist_id })

  expect(answer.status).toBe(404)
  expect(answer.body.error.code).toBe(code)
  expect(await seatsUsed(sandbox)).toBe(seats)
})

test.each([{ check_frequency: 'hourly' }, { lists_to_monitor: ['nobody'] }, { lists_to_monitor: [] }, { tags: 'vip' }])(
  'the wish %j is refused and stores nothing',
  async (wish) => {
    const sandbox = await freshSandbox()
    const seats = await seatsUsed(sandbox)

    const { status } = await sandbox.request('POST', PATH, wish)

    expect(status).toBe(400)
    expect(await seatsUsed(sandbox)).toBe(seats)
  },
)

test('an inactive customer is not monitored', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', PATH)
  await sandbox.request('DELETE', `${CUSTOMERS}/${ANDES}`)

  const { status } = await sandbox.request('POST', PATH)

  expect(status).toBe(400)
  expect((await subjectsOn(sandbox, CUSTOMER_MONITORING)).map(({ full_name }) => full_name)).toEqual([
    'Borealis Shipping Ltd',
  ])
})

test('who may only change watchlists may monitor, and who may only read may not', async () => {
  const sandbox = await freshSandbox()
  const token = async (permissions: string[]) =>
    (await sandbox.request('POST', `${CONTROL}/tokens`, { permissions })).body.token

  const updating = await sandbox.request('POST', PATH, {}, bearing(await token(['watchlist:update'])))
  const reading = await sandbox.request('POST', PATH, {}, bearing(await token(['kyc:read'])))

  expect([updating.status, reading.status]).toEqual([200, 403])
})

test('a customer whose subject is removed is no longer monitored', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await addSubject(sandbox, watchlist)
  const { body } = await sandbox.request('POST', PATH, { watchlist_id: watchlist })

  await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist}/subjects/${body.data.subject_id}`)

  const after = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  expect(after.body.data.monitoring).toEqual({
    enabled: false,
    watchlist_id: null,
    subject_id: null,
    monitored_since: null,
  })
})
