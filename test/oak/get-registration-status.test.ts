import { expect, test } from 'vitest'
import { CAMILLE, LUCIA } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const statusOf = (id: string) => `/oak/api/v1/provider-registration/${id}/status`

test('the registrations of a customer are a list, with the reasons of a rejection', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', statusOf(LUCIA))

  expect(status).toBe(200)
  expect(body.data).toMatchObject([
    {
      provider: 'bridge',
      status: 'rejected',
      target_role: 'customer',
      rejection_reason: 'The document has expired',
      failure_reasons: ['expired_document'],
      action_required: false,
    },
  ])
})

test('a customer who is registered nowhere has an empty list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', statusOf(CAMILLE))

  expect(status).toBe(200)
  expect(body.data).toEqual([])
})
