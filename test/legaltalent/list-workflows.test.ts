import { expect, test } from 'vitest'
import { BY_OTHER, bearing, createWorkflow, WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('the workflows of the four templates are there from the start, and a new one after them', async () => {
  const sandbox = await freshSandbox()
  const workflow = await createWorkflow(sandbox)

  const { status, body } = await sandbox.request('GET', WORKFLOWS)

  expect(status).toBe(200)
  expect(body.data.workflows).toMatchObject([
    { template_type: 'basic-kyc' },
    { template_type: 'company-kyc' },
    { template_type: 'merchant-onboarding' },
    { template_type: 'pep-enhanced' },
    workflow,
  ])
  expect(body.data.count).toBe(5)
})

test('of a workflow that was changed the newest version is listed', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)
  const changed = (await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, { name: 'Better' })).body.data

  const { body } = await sandbox.request('GET', WORKFLOWS)

  expect(body.data).toMatchObject({ count: 5 })
  expect(body.data.workflows).toContainEqual(changed)
})

test("another tenant's workflows are not listed, and who may not read sees none", async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)

  const other = await sandbox.request('GET', WORKFLOWS, undefined, BY_OTHER)
  const creator = await sandbox.request('GET', WORKFLOWS, undefined, bearing('sk_demo_write'))

  expect(other.body.data.workflows).not.toContainEqual(expect.objectContaining({ workflow_id }))
  expect(creator.status).toBe(403)
})
