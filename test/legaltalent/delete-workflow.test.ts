import { expect, test } from 'vitest'
import { completeSession, createWorkflow, SESSIONS, startSession, WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a deleted workflow starts no session and is not found, and its sessions go on', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)
  const path = `${WORKFLOWS}/${workflow_id}`
  const { session_id } = await startSession(sandbox, { workflow_id })

  const { status, body } = await sandbox.request('DELETE', path)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', message: 'Workflow deleted successfully' })
  for (const [method, where, sent] of [
    ['GET', path],
    ['GET', `${path}/versions`],
    ['PUT', path, { name: 'Again' }],
    ['DELETE', path],
    ['POST', SESSIONS, { workflow_id }],
  ] as const) {
    expect((await sandbox.request(method, where, sent)).status).toBe(404)
  }
  await completeSession(sandbox, session_id)
  const processed = await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)
  expect(processed.body.data.status).toBe('manual_review')
})

test('a deleted workflow is not listed', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', WORKFLOWS)
  const { workflow_id } = await createWorkflow(sandbox)

  await sandbox.request('DELETE', `${WORKFLOWS}/${workflow_id}`)

  expect((await sandbox.request('GET', WORKFLOWS)).body.data).toEqual(before.body.data)
})
