import { expect, test } from 'vitest'
import { JOAO, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('what the next sync will fail with can be said, and said anew', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, { error: 'first' })

  const { status, body } = await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, {
    error: 'second',
  })

  expect(status).toBe(200)
  expect(body).toEqual({ customer_id: JOAO, error: 'second' })
})

test.each([{}, { error: ' ' }, { error: 7 }])('%j is no error to fail with', async (body) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, body)

  expect(status).toBe(400)
})

test('nobody can be made to fail who does not exist', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PUT', `/_sandbox/oak/customers/${UNKNOWN}/next-sync`, { error: 'no' })

  expect(status).toBe(404)
  expect(body.vendorError).toMatchObject({ status: 404, body: { error_code: 'not_found' } })
})
