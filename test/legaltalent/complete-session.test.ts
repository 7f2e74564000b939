import { expect, test } from 'vitest'
import { CONTROL, completeSession, eventsOf, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { ANA, completeStep, publicState } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('what is left of the steps counts as completed, with what is there', async () => {
  const sandbox = await freshSandbox()
  const { session_id, access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })

  const { status, body } = await completeSession(sandbox, session_id)

  expect(status).toBe(200)
  expect(body.data.status).toBe('completed')
  expect(await publicState(sandbox, access_token)).toMatchObject({
    status: 'completed',
    current_step_index: 3,
    steps_data: [{ form_data: ANA }, { status: 'completed', documents: [] }, { status: 'completed' }],
  })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed'])
})

test('corrections are resolved with it', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)
  await sandbox.request('POST', `${SESSIONS}/${session_id}/corrections`, { steps: [{ step_id: 'step_2' }] })

  await completeSession(sandbox, session_id)

  const { body } = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  expect(body.data).toMatchObject({ status: 'completed', corrections: [{ step_id: 'step_2', status: 'resolved' }] })
})

test('a session that is completed already, and one that is not there, are refused with what LegalTalent would say', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)

  const again = await completeSession(sandbox, session_id)
  const unknown = await sandbox.request('POST', `${CONTROL}/sessions/${UNKNOWN}/complete`)

  expect(again.status).toBe(409)
  expect(again.body.vendorError).toMatchObject({ status: 400, body: { status: 'error' } })
  expect(unknown.status).toBe(404)
})
