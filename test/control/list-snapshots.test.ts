import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test('at first there are no snapshots', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/snapshots')

  expect(status).toBe(200)
  expect(body).toEqual({ snapshots: [] })
})

test('snapshots are listed in the order in which they were saved, and outlive a reset', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', '/_sandbox/snapshots/second')
  await sandbox.request('PUT', '/_sandbox/snapshots/first')

  await sandbox.request('POST', '/_sandbox/reset')

  const { body } = await sandbox.request('GET', '/_sandbox/snapshots')
  expect(body.snapshots).toMatchObject([{ name: 'second' }, { name: 'first' }])
})
