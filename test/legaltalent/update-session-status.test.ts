import { expect, test } from 'vitest'
import { completeSession, eventsOf, SESSIONS, startSession, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const decide = (sandbox: TestSandbox, sessionId: string, status: string, reason?: string) =>
  sandbox.request('PATCH', `${SESSIONS}/${sessionId}`, { status, reason })

const statusOf = async (sandbox: TestSandbox, sessionId: string): Promise<string> =>
  (await sandbox.request('GET', `${SESSIONS}/${sessionId}`)).body.data.status

test.each(['approved', 'rejected', 'manual_review'])(
  'row 54: a decision by hand, %s, is told as such',
  async (status) => {
    const sandbox = await freshSandbox()
    const { session_id } = await startSession(sandbox)
    await completeSession(sandbox, session_id)

    const { body } = await decide(sandbox, session_id, status, 'the papers say so')

    expect(body.data).toMatchObject({ status, final_decision: status, reason: 'the papers say so' })
    expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', `kyc.session.${status}`])
  },
)

test('what is in manual review can be approved', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)
  await decide(sandbox, session_id, 'manual_review')

  const { status } = await decide(sandbox, session_id, 'approved')

  expect(status).toBe(200)
  expect(eventsOf(sandbox).at(-1)).toBe('kyc.session.approved')
})

test('a session that its end user has not finished cannot be decided', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status, body } = await decide(sandbox, session_id, 'approved')

  expect(status).toBe(400)
  expect(body.error).toEqual({ ...VALIDATION_ERROR, message: 'A session that is active cannot become approved' })
  expect(await statusOf(sandbox, session_id)).toBe('active')
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created'])
})

test('a decision stays as it is', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)
  await decide(sandbox, session_id, 'approved')

  const { status } = await decide(sandbox, session_id, 'rejected')

  expect(status).toBe(400)
  expect(await statusOf(sandbox, session_id)).toBe('approved')
})

test.each(['active', 'completed', 'expired', 'nonsense'])('nobody sets a session to %s by hand', async (status) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)

  const answer = await decide(sandbox, session_id, status)

  expect(answer.status).toBe(400)
  expect(await statusOf(sandbox, session_id)).toBe('completed')
})
