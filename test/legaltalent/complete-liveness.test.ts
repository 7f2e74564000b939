import { expect, test } from 'vitest'
import { createWorkflow, formStep, startSession } from '../support/legaltalent.ts'
import { completeStep, onPublic } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** A session that asks for a name and a liveness check, with the name given and the check started. */
async function checked(sandbox: TestSandbox, name: string) {
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [
      formStep(1, { custom_fields: [{ field_id: 'who', name: 'Who', type: 'name' }] }),
      formStep(2, { type: 'liveness', custom_fields: [] }),
    ],
  })
  const { access_token } = await startSession(sandbox, { workflow_id })
  await completeStep(sandbox, access_token, 'step_1', { form_data: { who: name } })
  const { body } = await onPublic(sandbox, access_token, 'POST', '/liveness/start')
  return { access_token, liveness_id: body.data.liveness_id }
}

test('a person who is there passes, and may complete the step', async () => {
  const sandbox = await freshSandbox()
  const { access_token, liveness_id } = await checked(sandbox, 'Ana Gomez')

  const early = await completeStep(sandbox, access_token, 'step_2')
  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id })
  const after = await completeStep(sandbox, access_token, 'step_2')

  expect(early.status).toBe(400)
  expect(early.body.error.message).toBe('Step step_2 needs a liveness check that was passed')
  expect(status).toBe(200)
  expect(body.data).toMatchObject({ liveness_id, status: 'passed', confidence: 0.98 })
  expect(after.body.data.status).toBe('completed')
})

test('whoever is called Masked fails, and may try again', async () => {
  const sandbox = await freshSandbox()
  const { access_token, liveness_id } = await checked(sandbox, 'Max Masked')

  const { body } = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id })
  const step = await completeStep(sandbox, access_token, 'step_2')
  const again = await onPublic(sandbox, access_token, 'POST', '/liveness/start')

  expect(body.data).toMatchObject({ status: 'failed', confidence: 0.12 })
  expect(step.status).toBe(400)
  expect(again.status).toBe(201)
})

test('a check that is over stays as it is', async () => {
  const sandbox = await freshSandbox()
  const { access_token, liveness_id } = await checked(sandbox, 'Ana Gomez')
  const first = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id })
  await sandbox.clock.advance(600_000)

  const second = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id })

  expect(second.body.data).toEqual(first.body.data)
})

test('a check that takes more than ten minutes is refused, and an unknown one is 404', async () => {
  const sandbox = await freshSandbox()
  const { access_token, liveness_id } = await checked(sandbox, 'Ana Gomez')
  await sandbox.clock.advance(600_000)

  const late = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id })
  const unknown = await onPublic(sandbox, access_token, 'POST', '/liveness/complete', { liveness_id: 'unknown' })

  expect(late.status).toBe(400)
  expect(late.body.error.message).toBe('The liveness check has expired')
  expect(unknown.status).toBe(404)
  expect(unknown.body.error.code).toBe('LIVENESS_NOT_FOUND')
})
