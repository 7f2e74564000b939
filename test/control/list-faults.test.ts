import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { CREATE, plant, statusesOfCreate } from './faults.ts'

test('faults are listed oldest first, with how often they have seen a call and struck it', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { operation: CREATE, status: 500, nth: 2, times: 2 })
  await plant(sandbox, { vendor: 'conomy', status: 429, nth: 100 })
  await statusesOfCreate(sandbox, 5)

  const { status, body } = await sandbox.request('GET', '/_sandbox/faults')

  expect(status).toBe(200)
  expect(body.faults).toMatchObject([
    { id: 'flt_1', seen: 5, hits: 2 },
    { id: 'flt_2', seen: 5, hits: 0 },
  ])
})
