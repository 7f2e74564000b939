import { expect, test } from 'vitest'
import {
  BY_OTHER,
  COMPANY,
  CONTROL,
  CUSTOMERS,
  createWorkflow,
  formStep,
  SESSIONS,
  startSession,
} from '../support/legaltalent.ts'
import { ANA, completeStep, walkBasic } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const validate = (sandbox: TestSandbox, sessionId: string, body?: object) =>
  sandbox.request('POST', `${SESSIONS}/${sessionId}/validate`, body)

/** A session in which somebody of this name has answered, with a wallet if one is given. */
async function about(sandbox: TestSandbox, who: string, wallet?: string) {
  const custom_fields = [
    { field_id: 'who', name: 'Who', type: 'name' },
    { field_id: 'wallet', name: 'Wallet', type: 'wallet' },
  ]
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { custom_fields })] })
  const session = await startSession(sandbox, { workflow_id })
  await completeStep(sandbox, session.access_token, 'step_1', { form_data: { who, wallet } })
  return session
}

test('somebody of whom nothing is known passes every check', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  await walkBasic(sandbox, access_token)

  const { status, body } = await validate(sandbox, session_id)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    session_id,
    validated_at: '2026-04-20T12:00:00Z',
    checks: {
      lists: { status: 'clear', lists_searched: expect.arrayContaining(['ofac', 'un', 'eu']), matches: [] },
      adverse_media: { decision: 'CLEAR', final_risk_score: 0 },
      crypto: { status: 'clear', wallets: [] },
      face_match: { status: 'match', score: 0.97, threshold: 0.85 },
    },
  })
  const got = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  expect(got.body.data).toMatchObject({ status: 'completed', checks: body.data.checks })
})

test.each([
  ['OMAR EXAMPLETON', [{ list: 'un', confidence_score: 1 }]],
  ['Exampleton, Omar', [{ list: 'un', confidence_score: 0.95 }]],
  ['Omar Exampletan', [{ list: 'un', confidence_score: 0.93 }]],
  ['Ramon Ejemplo', [{ list: 'senaclaft_uy', confidence_score: 1 }]],
  ['Omar Gomez', []],
])('the lists of the sandbox are searched for %s', async (who, matches) => {
  const sandbox = await freshSandbox()
  const { session_id } = await about(sandbox, who)

  const { body } = await validate(sandbox, session_id)

  expect(body.data.checks.lists).toMatchObject({
    status: matches.length > 0 ? 'match' : 'clear',
    matches: matches.map((match) => ({ full_name: who, ...match })),
  })
})

test('somebody whom an operator puts on a list is found, by the number of the papers as well', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const person = { full_name: 'Ann Owner', role: 'ubo', document_id: 'AB-123' }
  const party = (await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)).body.data
  await sandbox.request('POST', `${CONTROL}/lists/eu/entries`, { full_name: 'Somebody Else', identifier: 'ab 123' })

  const { body } = await validate(sandbox, party.session_id)

  expect(body.data.checks.lists.matches).toEqual([{ full_name: 'Ann Owner', list: 'eu', confidence_score: 1 }])
})

test.each([
  ['Nora Notorious', 'HIGH_RISK', 88],
  ['Ruben Rumoured', 'MEDIUM_RISK', 55],
])('the press says of %s that the risk is %s', async (who, decision, final_risk_score) => {
  const sandbox = await freshSandbox()
  const { session_id } = await about(sandbox, who)

  const { body } = await validate(sandbox, session_id)

  expect(body.data.checks.adverse_media).toEqual({ decision, final_risk_score })
})

test('a wallet that is on a list of wallets is found', async () => {
  const sandbox = await freshSandbox()
  const address = '0x000000000000000000000000000000000000dEaD'
  const { session_id } = await about(sandbox, 'Ana Gomez', address)

  const { body } = await validate(sandbox, session_id)

  expect(body.data.checks.crypto).toEqual({
    status: 'match',
    wallets: [{ address, matches: [{ list: 'crypto_scam', confidence_score: 1 }] }],
  })
})

test('a selfie that is called a mismatch does not match, and without one there is nothing to compare', async () => {
  const sandbox = await freshSandbox()
  const first = await startSession(sandbox)
  await walkBasic(sandbox, first.access_token, ANA, 'selfie-mismatch.png')
  const second = await startSession(sandbox)

  const other = await validate(sandbox, first.session_id)
  const none = await validate(sandbox, second.session_id)

  expect(other.body.data.checks.face_match).toEqual({ status: 'no_match', score: 0.41, threshold: 0.85 })
  expect(none.body.data.checks.face_match).toEqual({ status: 'not_available', score: null, threshold: 0.85 })
})

test('the name of the customer is looked at as well', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', CUSTOMERS, { name: 'Placeholder Minerals PLC', client_id: 'ship' })
  const { session_id } = await startSession(sandbox, { client_id: 'ship' })

  const { body } = await validate(sandbox, session_id)

  expect(body.data.checks.lists.matches).toMatchObject([{ full_name: 'Placeholder Minerals PLC', list: 'uk' }])
})

test('checks that are named are run, and the others stay as they were', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await about(sandbox, 'Omar Exampleton')

  const first = await validate(sandbox, session_id, { checks: ['lists'] })
  await sandbox.clock.advance(1000)
  const second = await validate(sandbox, session_id, { checks: ['crypto', 'adverse_media'] })

  expect(first.body.data.checks).toMatchObject({ lists: { status: 'match' }, crypto: null, face_match: null })
  expect(second.body.data).toMatchObject({
    validated_at: '2026-04-20T12:00:01Z',
    checks: { lists: { status: 'match' }, crypto: { status: 'clear' }, face_match: null },
  })
})

test.each([
  ['an unknown check', { checks: ['stars'] }],
  ['no check', { checks: [] }],
  ['a text', { checks: 'lists' }],
])('%s is 400, and nothing is kept', async (_what, body) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status } = await validate(sandbox, session_id, body)

  expect(status).toBe(400)
  expect((await sandbox.request('GET', `${SESSIONS}/${session_id}`)).body.data.checks.lists).toBeNull()
})

test("another tenant's session is 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status } = await sandbox.request('POST', `${SESSIONS}/${session_id}/validate`, undefined, BY_OTHER)

  expect(status).toBe(404)
})
