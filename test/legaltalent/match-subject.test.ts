import { expect, test } from 'vitest'
import {
  addSubject,
  BOREALIS,
  BOREALIS_SUBJECT,
  CONTROL,
  CUSTOMERS,
  createWatchlist,
  DAY,
  eventsOf,
  listOn,
  subjectsOn,
  UNKNOWN,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

test('a subject matches at once, and the next check finds nothing new', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  const subject = await addSubject(sandbox, watchlist)

  const { status, body } = await sandbox.request('POST', `${CONTROL}/subjects/${subject}/match`, { list: 'eu' })
  const found = eventsOf(sandbox)
  await sandbox.clock.advance(DAY)

  expect(status).toBe(200)
  expect(body).toMatchObject({ subject_id: subject, open_matches: 1 })
  expect(found).toEqual(['kyc.watchlist.match_found'])
  expect(eventsOf(sandbox)).toEqual(found)
  expect((await watchlistNow(sandbox, watchlist)).next_check_due).toBe(NOW.getTime() + 2 * DAY)
})

test('only that subject matches, also of two who have the same name', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  const [one] = [await addSubject(sandbox, watchlist), await addSubject(sandbox, watchlist)]

  await sandbox.request('POST', `${CONTROL}/subjects/${one}/match`)
  await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(await subjectsOn(sandbox, watchlist)).toMatchObject([{ open_matches: 1 }, { open_matches: 0 }])
})

test('the entry that was made for it goes with the subject', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  const subject = await addSubject(sandbox, watchlist)
  const before = await sandbox.request('GET', `${CONTROL}/lists`)
  await sandbox.request('POST', `${CONTROL}/subjects/${subject}/match`)

  await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist}/subjects/${subject}`)

  expect((await sandbox.request('GET', `${CONTROL}/lists`)).body).toEqual(before.body)
})

test('a customer whose subject no longer matches has a lower risk', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', `${CONTROL}/lists?list=ofac`)
  const [entry] = body.entries
  const risk = async () =>
    (await sandbox.request('GET', `${CUSTOMERS}/${BOREALIS}/risk-profile?recalculate=true`)).body.data.risk_score
  const before = await risk()

  await sandbox.request('DELETE', `${CONTROL}/lists/ofac/entries/${entry.entry_id}`)

  expect([before, await risk()]).toEqual([75, 55])
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.status_changed'])
})

test.each([
  ['a list that is not monitored', BOREALIS_SUBJECT, { list: 'uk' }, 409],
  ['an unknown list', BOREALIS_SUBJECT, { list: 'interpol' }, 400],
  ['no confidence at all', BOREALIS_SUBJECT, { confidence_score: 0 }, 400],
  ['an unknown subject', UNKNOWN, {}, 404],
])('%s matches nobody', async (_what, subject, body, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', `${CONTROL}/subjects/${subject}/match`, body)

  expect(status).toBe(expected)
  expect(eventsOf(sandbox)).toEqual([])
})

test.each([
  ['in other case and accents', 'JÖSÉ  Pérez', 1],
  ['in another order', 'Perez, Jose', 0.95],
  ['with a letter wrong', 'Jose Peres', 0.9],
  ['that is another', 'Josefina Perez Soto', 0],
])('a name %s matches as surely as it is alike', async (_how, full_name, confidence) => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  await listOn(sandbox, 'ofac', { full_name: 'Jose Perez' })
  const subject = await addSubject(sandbox, watchlist, { full_name })

  await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  const { matches } = JSON.parse(await exported(sandbox))['legaltalent.subjects'][subject]
  expect(matches).toMatchObject(confidence === 0 ? [] : [{ confidence_score: confidence }])
  expect(matches).toHaveLength(confidence === 0 ? 0 : 1)
})
