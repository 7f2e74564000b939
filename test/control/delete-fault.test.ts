import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { CREATE, plant, statusesOfCreate, statusOfCreate } from './faults.ts'

test('a fault that was removed strikes no more, and the others do', async () => {
  const sandbox = await freshSandbox()
  const { id } = await plant(sandbox, { operation: CREATE, status: 503 })
  await plant(sandbox, { operation: CREATE, status: 429 })

  const { status } = await sandbox.request('DELETE', `/_sandbox/faults/${id}`)

  expect(status).toBe(204)
  expect(await statusOfCreate(sandbox)).toBe(429)
})

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

test('a fault that is not there cannot be removed', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', '/_sandbox/faults/flt_9')

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no fault flt_9')
})
