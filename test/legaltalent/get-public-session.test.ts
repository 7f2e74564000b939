import { expect, test } from 'vitest'
import { completeSession, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { ANA, completeStep, onPublic, PUBLIC, publicState } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a new session waits at its first step, and says so to whoever has its token', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id, expires_at } = await startSession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'GET')

  expect(status).toBe(200)
  expect(body.data).toEqual({
    session_id,
    workflow_name: 'Basic KYC',
    status: 'active',
    current_step_index: 0,
    total_steps: 3,
    steps_data: [
      expect.objectContaining({ step_id: 'step_1', status: 'pending', started_at: null, completed_at: null }),
      expect.objectContaining({ step_id: 'step_2', type: 'document_upload', documents: [] }),
      expect.objectContaining({ step_id: 'step_3', type: 'selfie', form_data: {} }),
    ],
    corrections: [],
    expires_at,
    completed_at: null,
  })
})

test('the public URL that was handed out leads there, in a namespace too', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `/@ci-7${SESSIONS}`, {
    workflow_id: '1f000000-0000-4000-8000-000000000001',
  })
  const { public_url, session_id } = made.body.data

  const { body } = await sandbox.request('GET', new URL(public_url).pathname, undefined, { as: null })

  expect(new URL(public_url).pathname).toContain('/@ci-7/legaltalent/public/sessions/')
  expect(body.data.session_id).toBe(session_id)
})

test('a step that was completed shows what was answered, and the next one is current', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await sandbox.clock.advance(1000)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })

  const state = await publicState(sandbox, access_token)

  expect(state.current_step_index).toBe(1)
  expect(state.steps_data[0]).toEqual({
    step_id: 'step_1',
    name: 'Personal data',
    type: 'form_fill',
    required: true,
    status: 'completed',
    started_at: '2026-04-20T12:00:01Z',
    completed_at: '2026-04-20T12:00:01Z',
    form_data: ANA,
    documents: [],
  })
})

test('a session that is over is still shown, whoever finished it', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)

  const state = await publicState(sandbox, access_token)

  expect(state).toMatchObject({ status: 'completed', current_step_index: 3, total_steps: 3 })
  expect(state.steps_data[2]).toMatchObject({ status: 'completed' })
})

test('row 40: after generate-link the old token is unknown, and the new one leads to the session', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox)
  const { body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/generate-link`)

  const old = await onPublic(sandbox, access_token, 'GET')
  const fresh = await onPublic(sandbox, body.data.access_token, 'GET')

  expect(old.status).toBe(404)
  expect(old.body.error).toEqual({ type: 'NotFoundError', code: 'SESSION_NOT_FOUND', message: 'Session not found' })
  expect(fresh.body.data.session_id).toBe(session_id)
})

test.each([
  ['GET', ''],
  ['GET', '/workflow'],
  ['POST', '/upload/init'],
  ['POST', '/upload/confirm'],
  ['POST', '/upload'],
  ['POST', '/documents'],
  ['POST', '/extract'],
  ['POST', '/step/step_1/complete'],
  ['POST', '/liveness/start'],
  ['POST', '/liveness/complete'],
  ['GET', '/subsessions'],
  ['POST', '/subsessions'],
])('%s %s with an unknown token is 404 before the body is looked at, with an expired one 403', async (method, path) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox, { ttl_days: 1 })
  await sandbox.clock.advance(86_400_000)
  const body = method === 'GET' ? undefined : {}

  const unknown = await onPublic(sandbox, UNKNOWN, method, path, body)
  const expired = await onPublic(sandbox, access_token, method, path, body)

  expect(unknown.status).toBe(404)
  expect(unknown.body.error.code).toBe('SESSION_NOT_FOUND')
  expect(expired.status).toBe(403)
  expect(expired.body.error).toEqual({
    type: 'ForbiddenError',
    code: 'SESSION_EXPIRED',
    message: 'The link of this session has expired',
  })
})

test('a link that was extended works again', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox, { ttl_days: 1 })
  await sandbox.clock.advance(86_400_000)
  await sandbox.request('POST', `${SESSIONS}/${session_id}/extend`, { ttl_days: 1 })

  expect((await onPublic(sandbox, access_token, 'GET')).status).toBe(200)
})

test('a session id is no token', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status } = await sandbox.request('GET', `${PUBLIC}/${session_id}`, undefined, { as: null })

  expect(status).toBe(404)
})
