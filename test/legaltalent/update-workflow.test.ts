import { expect, test } from 'vitest'
import {
  BY_OTHER,
  createWorkflow,
  formStep,
  SESSIONS,
  startSession,
  UNKNOWN,
  WORKFLOWS,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a change makes a new version, and keeps what it leaves out', async () => {
  const sandbox = await freshSandbox()
  const before = await createWorkflow(sandbox, { description: 'The first' })
  await sandbox.clock.advance(1000)

  const { status, body } = await sandbox.request('PUT', `${WORKFLOWS}/${before.workflow_id}`, {
    name: 'Better',
    steps: [formStep(1), formStep(2)],
  })

  expect(status).toBe(200)
  expect(body.data).toEqual({
    ...before,
    name: 'Better',
    version: 2,
    steps: [before.steps[0], expect.objectContaining({ step_id: 'step_2' })],
    updated_at: '2026-04-20T12:00:01Z',
  })
})

test('sessions that run keep their version, and new ones get the new', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)
  const old = await startSession(sandbox, { workflow_id })
  await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, { name: 'Better' })

  const fresh = await startSession(sandbox, { workflow_id })

  expect(fresh).toMatchObject({ workflow_version: 2, workflow_name: 'Better' })
  const { body } = await sandbox.request('GET', `${SESSIONS}/${old.session_id}`)
  expect(body.data).toMatchObject({ workflow_version: 1, workflow_name: 'Mine' })
})

test.each([
  ['nothing to change', {}],
  ['a step_id twice', { steps: [formStep(1), formStep(2, { step_id: 'step_1' })] }],
  ['a name that is none', { name: 7 }],
])('%s is 400, and makes no version', async (_what, change) => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)

  const { status } = await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, change)

  expect(status).toBe(400)
  expect((await sandbox.request('GET', `${WORKFLOWS}/${workflow_id}`)).body.data.version).toBe(1)
})

test("an unknown workflow, and another tenant's, are 404 before the body is looked at", async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)

  const unknown = await sandbox.request('PUT', `${WORKFLOWS}/${UNKNOWN}`, {})
  const others = await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, {}, BY_OTHER)

  for (const { status, body } of [unknown, others]) {
    expect(status).toBe(404)
    expect(body.error.code).toBe('WORKFLOW_NOT_FOUND')
  }
})
