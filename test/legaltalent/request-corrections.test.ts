import { expect, test } from 'vitest'
import {
  BY_OTHER,
  bearing,
  completeSession,
  createWorkflow,
  eventsOf,
  formStep,
  SESSIONS,
  startSession,
  UNKNOWN,
} from '../support/legaltalent.ts'
import { ANA, completeStep, initUpload, publicState, upload, walkBasic } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const sendBack = (sandbox: TestSandbox, sessionId: string, ...steps: object[]) =>
  sandbox.request('POST', `${SESSIONS}/${sessionId}/corrections`, { steps })

/** A session of the template for people, walked to its end. */
async function walked(sandbox: TestSandbox) {
  const session = await startSession(sandbox)
  await walkBasic(sandbox, session.access_token)
  return session
}

test('steps that are sent back are open again, with the reason, and the documents of before make way', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await walked(sandbox)

  const { status, body } = await sendBack(sandbox, session_id, { step_id: 'step_2', reason: 'Too dark' })

  expect(status).toBe(200)
  const correction = {
    correction_id: expect.any(String),
    step_id: 'step_2',
    reason: 'Too dark',
    status: 'open',
    requested_at: '2026-04-20T12:00:00Z',
    resolved_at: null,
  }
  expect(body.data).toMatchObject({ status: 'corrections_requested', corrections: [correction], completed_at: null })
  expect(await publicState(sandbox, access_token)).toMatchObject({
    status: 'corrections_requested',
    current_step_index: 1,
    corrections: [correction],
    steps_data: [
      { status: 'completed', form_data: ANA },
      { status: 'pending', documents: [{ status: 'replaced' }] },
      { status: 'completed' },
    ],
  })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed'])
})

test('completing a corrected step closes its open requests, and the last one completes the session again', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await walked(sandbox)
  await sendBack(sandbox, session_id, { step_id: 'step_1' }, { step_id: 'step_2', reason: 'Too dark' })
  await sendBack(sandbox, session_id, { step_id: 'step_2', reason: 'And the back, please' })
  await sandbox.clock.advance(1000)

  const without = await completeStep(sandbox, access_token, 'step_2')
  await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  const second = await completeStep(sandbox, access_token, 'step_2')
  const first = await completeStep(sandbox, access_token, 'step_1', { form_data: { ...ANA, nationality: 'US' } })

  expect(without.status).toBe(400)
  expect(second.body.data).toMatchObject({ status: 'corrections_requested', corrections: [{ step_id: 'step_1' }] })
  expect(first.body.data).toMatchObject({ status: 'completed', corrections: [], completed_at: '2026-04-20T12:00:01Z' })
  const { corrections } = (await sandbox.request('GET', `${SESSIONS}/${session_id}`)).body.data
  expect(corrections).toMatchObject(
    ['step_1', 'step_2', 'step_2'].map((step_id) => ({
      step_id,
      status: 'resolved',
      resolved_at: '2026-04-20T12:00:01Z',
    })),
  )
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.completed'])
})

test('a step that was not sent back stays closed', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await walked(sandbox)
  await sendBack(sandbox, session_id, { step_id: 'step_2' })

  const completed = await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })
  const uploaded = await initUpload(sandbox, access_token, 'step_3', { document_type: 'selfie' })

  expect([completed.status, uploaded.status]).toEqual([400, 400])
})

test('a corrected session of a workflow with auto_process is decided at once', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    validation_config: { automation_rules: { auto_process: true } },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  const before = await completeStep(sandbox, access_token, 'step_1')

  const { body } = await sendBack(sandbox, session_id, { step_id: 'step_1' })
  const after = await completeStep(sandbox, access_token, 'step_1')

  expect(before.body.data.status).toBe('manual_review')
  expect(body.data.final_decision).toBeNull()
  expect(after.body.data.status).toBe('manual_review')
})

test('what checks found before the correction does not count after it', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { custom_fields: [{ field_id: 'who', name: 'Who', type: 'name' }] })],
    validation_config: { automation_rules: { default_action: 'auto_approve' } },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  await completeStep(sandbox, access_token, 'step_1', { form_data: { who: 'Omar Exampleton' } })
  await sandbox.request('POST', `${SESSIONS}/${session_id}/validate`)
  const first = await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)
  await sendBack(sandbox, session_id, { step_id: 'step_1', reason: 'Is this you?' })
  await completeStep(sandbox, access_token, 'step_1', { form_data: { who: 'Ana Gomez' } })

  const second = await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)

  expect(first.body.data.status).toBe('manual_review')
  expect(second.body.data.status).toBe('approved')
})

test('a session that was finished by the control API can be sent back', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  await completeSession(sandbox, session_id)

  await sendBack(sandbox, session_id, { step_id: 'step_1' })

  expect(await publicState(sandbox, access_token)).toMatchObject({
    current_step_index: 0,
    steps_data: [{ status: 'pending' }, { status: 'completed' }, { status: 'completed' }],
  })
})

test('the link of a session that is sent back works for 14 days when it would have expired, and is extended as such', async () => {
  const sandbox = await freshSandbox()
  const session = await startSession(sandbox, { ttl_days: 1 })
  await completeSession(sandbox, session.session_id)
  await sandbox.clock.advance(2 * 86_400_000)

  const { body } = await sendBack(sandbox, session.session_id, { step_id: 'step_1' })
  await sandbox.clock.advance(14 * 86_400_000)
  const path = `${SESSIONS}/${session.session_id}`
  const expired = await sandbox.request('GET', path)
  const extended = await sandbox.request('POST', `${path}/extend`, { ttl_days: 1 })

  expect(body.data.expires_at).toBe('2026-05-06T12:00:00Z')
  expect(expired.body.data.status).toBe('expired')
  expect(extended.body.data.status).toBe('corrections_requested')
})

test.each([
  ['no steps', { steps: [] }, 400],
  ['nothing', {}, 400],
  ['a step twice', { steps: [{ step_id: 'step_1' }, { step_id: 'step_1' }] }, 400],
  ['a reason that is no text', { steps: [{ step_id: 'step_1', reason: 7 }] }, 400],
  ['an unknown step', { steps: [{ step_id: 'step_9' }] }, 404],
])('%s cannot be sent back, and the session stays completed', async (_what, sent, expected) => {
  const sandbox = await freshSandbox()
  const { session_id } = await walked(sandbox)

  const { status } = await sandbox.request('POST', `${SESSIONS}/${session_id}/corrections`, sent)

  expect(status).toBe(expected)
  const { body } = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  expect(body.data).toMatchObject({ status: 'completed', corrections: [] })
})

test.each([
  ['active', () => Promise.resolve()],
  [
    'approved',
    async (sandbox: TestSandbox, id: string) => {
      await completeSession(sandbox, id)
      await sandbox.request('PATCH', `${SESSIONS}/${id}`, { status: 'approved' })
    },
  ],
])('a session that is %s cannot be sent back', async (status, prepare) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await prepare(sandbox, session_id)

  const answer = await sendBack(sandbox, session_id, { step_id: 'step_1' })

  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toBe(`A session that is ${status} cannot become corrections_requested`)
})

test("who may only read sends nothing back, and nobody another tenant's session", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  const path = `${SESSIONS}/${session_id}/corrections`

  expect((await sandbox.request('POST', path, {}, bearing('sk_demo_read'))).status).toBe(403)
  expect((await sandbox.request('POST', path, {}, BY_OTHER)).status).toBe(404)
  expect((await sandbox.request('POST', `${SESSIONS}/${UNKNOWN}/corrections`, {})).status).toBe(404)
})

test('a step with an optional document needs none the second time', async () => {
  const sandbox = await freshSandbox()
  const paper = { document_type: 'extra', display_name: 'Extra', required: false }
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { type: 'document_upload', custom_fields: [], document_requirements: [paper] })],
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  await upload(sandbox, access_token, 'step_1', { document_type: 'extra' })
  await completeStep(sandbox, access_token, 'step_1')
  await sendBack(sandbox, session_id, { step_id: 'step_1' })

  const { body } = await completeStep(sandbox, access_token, 'step_1')

  expect(body.data.status).toBe('completed')
})
