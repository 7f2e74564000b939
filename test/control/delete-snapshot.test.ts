import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test('a snapshot that was deleted is gone', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', '/_sandbox/snapshots/one')

  const { status } = await sandbox.request('DELETE', '/_sandbox/snapshots/one')

  expect(status).toBe(204)
  expect((await sandbox.request('GET', '/_sandbox/snapshots')).body).toEqual({ snapshots: [] })
})

test('a snapshot that is not there cannot be deleted', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('DELETE', '/_sandbox/snapshots/one')

  expect(status).toBe(404)
})
