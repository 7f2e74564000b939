import { expect, test } from 'vitest'
import { BASIC, BY_OTHER, createWorkflow, UNKNOWN, WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a workflow is shown as it was made', async () => {
  const sandbox = await freshSandbox()
  const workflow = await createWorkflow(sandbox, { description: 'For people', entity_types: ['individual'] })

  const { status, body } = await sandbox.request('GET', `${WORKFLOWS}/${workflow.workflow_id}`)

  expect(status).toBe(200)
  expect(body.data).toEqual(workflow)
})

test('a seeded one has the steps of its template', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${WORKFLOWS}/${BASIC}`)

  expect(body.data).toMatchObject({ workflow_id: BASIC, template_type: 'basic-kyc', version: 1 })
  expect(body.data.steps.length).toBeGreaterThan(0)
})

test("an unknown workflow, and another tenant's, are 404", async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)

  const unknown = await sandbox.request('GET', `${WORKFLOWS}/${UNKNOWN}`)
  const others = await sandbox.request('GET', `${WORKFLOWS}/${workflow_id}`, undefined, BY_OTHER)

  for (const { status, body } of [unknown, others]) {
    expect(status).toBe(404)
    expect(body.error.code).toBe('WORKFLOW_NOT_FOUND')
  }
})
