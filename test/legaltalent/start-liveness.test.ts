import { expect, test } from 'vitest'
import { createWorkflow, formStep, startSession } from '../support/legaltalent.ts'
import { onPublic, publicState } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

const LIVENESS = { type: 'liveness', custom_fields: [] }

test('a check is started for the step that asks for one, and is good for ten minutes', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1), formStep(2, LIVENESS)] })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/liveness/start')

  expect(status).toBe(201)
  expect(body.data).toEqual({
    liveness_id: expect.any(String),
    step_id: 'step_2',
    status: 'pending',
    challenge: expect.stringMatching(/^(turn_head|smile|blink)$/),
    confidence: null,
    expires_at: '2026-04-20T12:10:00Z',
  })
  expect((await publicState(sandbox, access_token)).steps_data[1].status).toBe('in_progress')
})

test.each([
  ['a workflow without such a step', undefined, 400],
  ['a step of another type', { step_id: 'step_1' }, 400],
  ['an unknown step', { step_id: 'step_9' }, 404],
])('%s has no liveness check', async (_what, body, expected) => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status } = await onPublic(sandbox, access_token, 'POST', '/liveness/start', body)

  expect(status).toBe(expected)
})
