import { expect, test } from 'vitest'
import { ANDES, BY_OTHER, LUCIA, SESSIONS, startSession, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

type Session = {
  session_id: string
  status: string
  client_id: string | null
  customer_id: string | null
  parent_session_id: string | null
}
type Page = { sessions: Session[]; count: number; total: number; cursor: string | null }

const listed = async (sandbox: TestSandbox, query = ''): Promise<Page> =>
  (await sandbox.request('GET', `${SESSIONS}?${query}`)).body.data

const idsOf = (sessions: readonly Session[] = []): string[] => sessions.map(({ session_id }) => session_id)

test('sessions in every status are seeded, and those of related parties are not listed', async () => {
  const sandbox = await freshSandbox()

  const { sessions } = await listed(sandbox, 'limit=100')

  const statuses = ['active', 'approved', 'completed', 'corrections_requested', 'expired', 'manual_review', 'rejected']
  expect([...new Set(sessions.map(({ status }) => status))].sort()).toEqual(statuses)
  expect(sessions.filter((session) => session.parent_session_id !== null)).toEqual([])
})

test.each([
  ['status', 'status=rejected', ({ status }: Session) => status === 'rejected'],
  ['client_id', 'client_id=merchant_1001', ({ customer_id }: Session) => customer_id === ANDES],
  ['customer_id', `customer_id=${LUCIA}`, ({ customer_id }: Session) => customer_id === LUCIA],
  [
    'several of them at once',
    `customer_id=${LUCIA}&status=completed&client_id=user_2001`,
    (session: Session) => session.customer_id === LUCIA && session.status === 'completed',
  ],
])('%s filters the list', async (_what, query, isWanted) => {
  const sandbox = await freshSandbox()
  const expected = (await listed(sandbox, 'limit=100')).sessions.filter(isWanted)

  const { sessions, total } = await listed(sandbox, `${query}&limit=100`)

  expect(expected.length).toBeGreaterThan(0)
  expect(sessions).toEqual(expected)
  expect(total).toBe(expected.length)
})

test('the newest is first, and the cursor leads through every page', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  const { sessions } = await listed(sandbox, 'limit=100')

  const found = [await listed(sandbox, 'limit=8')]
  for (let last = found[0]; last?.cursor; last = found.at(-1)) {
    found.push(await listed(sandbox, `limit=8&cursor=${last.cursor}`))
  }

  expect(sessions[0]?.session_id).toBe(session_id)
  expect(idsOf(found.flatMap((page) => page.sessions))).toEqual(idsOf(sessions))
})

test.each(['desc', 'asc'])('whoever deletes page by page, %s, meets every session once', async (sort) => {
  const sandbox = await freshSandbox()
  const { sessions } = await listed(sandbox, `limit=100&sort=${sort}`)
  const met: string[] = []

  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await listed(sandbox, `limit=6&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    for (const id of idsOf(page.sessions)) {
      met.push(id)
      await sandbox.request('DELETE', `${SESSIONS}/${id}`)
    }
    cursor = page.cursor
  }

  expect(met).toEqual(idsOf(sessions))
  expect(await listed(sandbox)).toMatchObject({ sessions: [], total: 0 })
})

test.each(['desc', 'asc'])('a cursor whose row is gone repeats nothing of the same second: %s', async (sort) => {
  const sandbox = await freshSandbox()
  for (let count = 0; count < 6; count++) await startSession(sandbox, { client_id: 'one' })
  const query = `client_id=one&limit=2&sort=${sort}`
  const all = idsOf((await listed(sandbox, `client_id=one&sort=${sort}`)).sessions)
  const first = await listed(sandbox, query)
  // The row of the cursor, one that was shown and one that was not yet.
  for (const at of [0, 1, 3]) await sandbox.request('DELETE', `${SESSIONS}/${all[at]}`)
  await startSession(sandbox, { client_id: 'one' })

  const second = await listed(sandbox, `${query}&cursor=${first.cursor}`)

  expect(idsOf(first.sessions)).toEqual(all.slice(0, 2))
  expect(idsOf(second.sessions)).toEqual([all[2], all[4]])
})

test("another tenant sees none of them, also not by a customer's id", async () => {
  const sandbox = await freshSandbox()

  for (const query of [`customer_id=${ANDES}`, `customer_id=${ANDES}&status=approved`, 'client_id=user_2001']) {
    const { body } = await sandbox.request('GET', `${SESSIONS}?${query}`, undefined, BY_OTHER)
    expect(body.data).toMatchObject({ sessions: [], total: 0 })
  }
})

test.each(['limit=0', 'cursor=nonsense', 'status=asleep', 'sort=up'])('%s is refused', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${SESSIONS}?${query}`)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
})
