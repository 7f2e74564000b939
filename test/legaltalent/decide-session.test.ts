import { expect, test } from 'vitest'
import {
  ANDES,
  COMPANY,
  CONTROL,
  CUSTOMERS,
  completeSession,
  eventsOf,
  NAMELESS,
  SESSIONS,
  startSession,
  UNKNOWN,
} from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const decide = (sandbox: TestSandbox, sessionId: string, body: object) =>
  sandbox.request('POST', `${CONTROL}/sessions/${sessionId}/decide`, body)

test.each([
  ['approved', 'approved', []],
  ['flagged', 'approved', []],
  ['rejected', 'rejected', []],
  ['manual_review', 'manual_review', ['kyc.session.manual_review']],
])('a session that nobody has walked through is processed and %s', async (decision, status, more) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const answer = await decide(sandbox, session_id, { decision, reason: 'as the test wants it' })

  expect(answer.status).toBe(200)
  expect(answer.body.data).toMatchObject({ status, final_decision: decision, reason: 'as the test wants it' })
  const { body } = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  expect(body.data).toMatchObject({ status, final_decision: decision, current_step_index: 3 })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed', ...more])
})

test('the rules of the workflow have no say, and what was completed is not completed again', async () => {
  const sandbox = await freshSandbox()
  const metadata = { nationality: 'CH' } // flagged, by the rules
  const { session_id } = await startSession(sandbox, { customer_id: ANDES, metadata })
  await completeSession(sandbox, session_id)

  const { body } = await decide(sandbox, session_id, { decision: 'rejected' })

  expect(body.data).toMatchObject({ status: 'rejected', reason: null, automation_flags: [] })
  expect(eventsOf(sandbox).slice(1)).toEqual(['kyc.session.completed', 'kyc.session.processed'])
  const customer = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  expect(customer.body.data).toMatchObject({ risk_score: 85, risk_level: 'high' })
})

test('a related party is decided alone, told to nobody, and in the organization once it is approved', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY, customer_id: NAMELESS })
  const person = { full_name: 'Ana Gomez', role: 'ubo', ownership_percentage: 30 }
  const party = (await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)).body.data

  await decide(sandbox, party.session_id, { decision: 'approved' })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)
  expect(body.data.ubos).toMatchObject([{ full_name: 'Ana Gomez', subsession_id: party.session_id }])
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created'])
})

test('what is decided stays so', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await decide(sandbox, session_id, { decision: 'approved' })

  const { status, body } = await decide(sandbox, session_id, { decision: 'rejected' })

  expect(status).toBe(409)
  expect(body).toMatchObject({ detail: 'A session that is approved cannot become rejected', allowed: [] })
})

test.each([
  ['no decision', {}],
  ['a decision that there is not', { decision: 'maybe' }],
  ['a number for a reason', { decision: 'approved', reason: 5 }],
])('%s is refused and decides nothing', async (_what, wrong) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status } = await decide(sandbox, session_id, wrong)

  expect(status).toBe(400)
  expect((await sandbox.request('GET', `${SESSIONS}/${session_id}`)).body.data.status).toBe('active')
})

test('a session that is not there is not found', async () => {
  const sandbox = await freshSandbox()

  expect((await decide(sandbox, UNKNOWN, { decision: 'approved' })).status).toBe(404)
})
