import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { CREATE, plant, statusesOfCreate } from './faults.ts'

test('all faults can be removed, and then chance starts over', async () => {
  const sandbox = await freshSandbox()
  const fault = { operation: CREATE, status: 500, probability: 0.5 }
  await plant(sandbox, fault)
  const before = await statusesOfCreate(sandbox, 10)

  const { status } = await sandbox.request('DELETE', '/_sandbox/faults')

  await plant(sandbox, fault)
  expect(status).toBe(204)
  expect(await statusesOfCreate(sandbox, 10)).toEqual(before)
})
