import { expect, test } from 'vitest'
import { BASIC, COMPANY, createWorkflow, formStep, SESSIONS, startSession, WORKFLOWS } from '../support/legaltalent.ts'
import { onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('the end user gets the steps of the workflow, and nothing of what decides it', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'GET', '/workflow')

  expect(status).toBe(200)
  const { steps } = (await sandbox.request('GET', `${WORKFLOWS}/${BASIC}`)).body.data
  expect(body.data).toEqual({ workflow_id: BASIC, name: 'Basic KYC', description: null, version: 1, steps })
  expect(JSON.stringify(body)).not.toContain('country_rules')
})

test('a running session keeps the steps of its version', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id, steps } = await createWorkflow(sandbox)
  const { access_token } = await startSession(sandbox, { workflow_id })
  await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, { steps: [formStep(1), formStep(2)] })

  const { body } = await onPublic(sandbox, access_token, 'GET', '/workflow')

  expect(body.data).toMatchObject({ version: 1, steps })
})

test.each([
  ['what the workflow has for those', COMPANY],
  ['a form and an identity document when it has nothing', BASIC],
])('a related party gets %s', async (_what, workflow_id) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id })
  const person = { full_name: 'Ann Owner', role: 'ubo' }
  const made = await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)

  const { body } = await onPublic(sandbox, made.body.data.access_token, 'GET', '/workflow')

  expect(body.data.steps).toMatchObject([
    { step_id: 'person_1', type: 'form_fill' },
    { step_id: 'person_2', type: 'document_upload' },
  ])
})
