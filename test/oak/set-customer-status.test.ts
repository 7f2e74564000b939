import { expect, test } from 'vitest'
import { CAMILLE, customerNow, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const control = (id: string) => `/_sandbox/oak/customers/${id}/status`

test.each([
  ['NOT_STARTED', 'customer.created', false],
  ['INITIATED', 'customer.created', false],
  ['INCOMPLETE', 'customer.action_required', true],
  ['DOCUMENT_REQUIRED', 'customer.action_required', true],
  ['AWAITING_CONFIRMATION', 'customer.action_required', true],
  ['PENDING', 'customer.processing', false],
  ['PROCESSING', 'customer.processing', false],
  ['IN_REVIEW', 'customer.processing', false],
  ['DOCUMENT_PENDING', 'customer.processing', false],
  ['DOCUMENT_APPROVED', 'customer.processing', false],
  ['APPROVED', 'customer.verified', false],
  ['REJECTED', 'customer.rejected', false],
])('row 43: %s is shown from then on, and %s is sent once', async (status, event, action_required) => {
  const sandbox = await freshSandbox()

  const { status: code, body } = await sandbox.request('PUT', control(CAMILLE), { status })

  const shown = status.toLowerCase()
  expect(code).toBe(200)
  expect(body.status).toBe(shown)
  expect(await customerNow(sandbox, CAMILLE)).toEqual(body)
  expect(toldEvents(sandbox)).toMatchObject([
    {
      event,
      category: 'provider_registration_lifecycle',
      data: { id: CAMILLE, status: shown, action_required, changes: ['status'] },
    },
  ])
})

test('a status that does not exist is refused, and nobody is told', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PUT', control(CAMILLE), { status: 'happy' })

  expect(status).toBe(400)
  expect(body.detail).toContain('must be one of initiated, approved')
  expect(sandbox.messages()).toEqual([])
})

test('nobody has a status who does not exist', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(UNKNOWN), { status: 'approved' })

  expect(status).toBe(404)
})
