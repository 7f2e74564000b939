import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { CREATE, plant, statusOfCreate } from './faults.ts'

test('a fault that was removed strikes no more, and the others do', async () => {
  const sandbox = await freshSandbox()
  const { id } = await plant(sandbox, { operation: CREATE, status: 503 })
  await plant(sandbox, { operation: CREATE, status: 429 })

  const { status } = await sandbox.request('DELETE', `/_sandbox/faults/${id}`)

  expect(status).toBe(204)
  expect(await statusOfCreate(sandbox)).toBe(429)
})

test('a fault that is not there cannot be removed', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', '/_sandbox/faults/flt_9')

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no fault flt_9')
})
