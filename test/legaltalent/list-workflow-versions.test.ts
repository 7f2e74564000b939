import { expect, test } from 'vitest'
import { createWorkflow, UNKNOWN, WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('the versions of a workflow are listed, the newest first', async () => {
  const sandbox = await freshSandbox()
  const first = await createWorkflow(sandbox)
  const path = `${WORKFLOWS}/${first.workflow_id}`
  await sandbox.request('PUT', path, { name: 'Second' })
  const third = await sandbox.request('PUT', path, { name: 'Third' })

  const { status, body } = await sandbox.request('GET', `${path}/versions`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ workflow_id: first.workflow_id, count: 3 })
  expect(body.data.versions).toEqual([third.body.data, expect.objectContaining({ name: 'Second', version: 2 }), first])
})

test('a workflow that was never changed has one', async () => {
  const sandbox = await freshSandbox()
  const workflow = await createWorkflow(sandbox)

  const { body } = await sandbox.request('GET', `${WORKFLOWS}/${workflow.workflow_id}/versions`)

  expect(body.data.versions).toEqual([workflow])
})

test('an unknown workflow is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WORKFLOWS}/${UNKNOWN}/versions`)

  expect(status).toBe(404)
  expect(body.error.code).toBe('WORKFLOW_NOT_FOUND')
})
