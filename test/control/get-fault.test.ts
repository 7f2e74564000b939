import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { plant } from './faults.ts'

test('one fault can be looked at', async () => {
  const sandbox = await freshSandbox()
  const fault = await plant(sandbox, { delay: { min: 1, max: 5 } })

  const { status, body } = await sandbox.request('GET', `/_sandbox/faults/${fault.id}`)

  expect(status).toBe(200)
  expect(body).toEqual(fault)
  expect(body).toMatchObject({ delay: { min: 1, max: 5 }, effect: 'delay' })
})

test('a fault that is not there is not found', async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('GET', '/_sandbox/faults/flt_9')).status).toBe(404)
})
