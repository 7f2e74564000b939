import { expect, test } from 'vitest'
import { addSubject, BY_OTHER, createWatchlist, DAY, startSession, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('the subjects of a session are listed, on whatever watchlists they are', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  const [one, two] = [await createWatchlist(sandbox), await createWatchlist(sandbox)]
  await addSubject(sandbox, one, { session_id })
  await addSubject(sandbox, two, { session_id, full_name: 'Bob Director' })
  await addSubject(sandbox, two)

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}/subjects?session_id=${session_id}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    session_id,
    subjects: [
      { full_name: 'Ann Owner', watchlist_id: one },
      { full_name: 'Bob Director', watchlist_id: two },
    ],
    count: 2,
  })
})

test('those whose time is over are left out', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await addSubject(sandbox, await createWatchlist(sandbox), { session_id, duration_days: 1 })
  await sandbox.clock.advance(DAY)

  const { body } = await sandbox.request('GET', `${WATCHLISTS}/subjects?session_id=${session_id}`)

  expect(body.data).toMatchObject({ subjects: [], count: 0 })
})

test("another tenant sees none of a session's", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await addSubject(sandbox, await createWatchlist(sandbox), { session_id })

  const { body } = await sandbox.request('GET', `${WATCHLISTS}/subjects?session_id=${session_id}`, undefined, BY_OTHER)

  expect(body.data.count).toBe(0)
})

test.each(['', '?session_id='])('without a session it is refused: %s', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}/subjects${query}`)

  expect(status).toBe(400)
  expect(body.error).toEqual({
    type: 'ValidationError',
    message: 'session_id is required',
    code: 'VALIDATION_ERROR',
  })
})
