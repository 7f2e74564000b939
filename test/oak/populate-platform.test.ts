import { expect, test } from 'vitest'
import { CAMILLE, CUSTOMERS, customerNow, GRACE, HANS } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const PLATFORMS = `${CUSTOMERS}/${CAMILLE}/platforms`

const registrationsOf = async (sandbox: TestSandbox, id = CAMILLE) =>
  (await sandbox.request('GET', `/oak/api/v1/provider-registration/${id}/status`)).body.data

test('row 41: what a provider will want to know is saved, and not submitted', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PLATFORMS, {
    provider: 'STRIPE',
    target_role: 'Customer',
    account_type: 'express',
  })

  expect(status).toBe(200)
  expect(body.data).toEqual([
    {
      provider: 'stripe',
      status: 'not_submitted',
      target_role: 'customer',
      provider_response: null,
      provider_data: { account_type: 'express' },
      rejection_reason: null,
      readiness: null,
      failure_reasons: null,
      changes: null,
      action_required: false,
      created_at: '2026-04-20T12:00:00.000Z',
      updated_at: '2026-04-20T12:00:00.000Z',
    },
  ])
  expect(await registrationsOf(sandbox)).toEqual(body.data)
  expect((await customerNow(sandbox, CAMILLE)).platforms).toMatchObject([
    { provider: 'stripe', status: 'not_submitted' },
  ])
  expect(sandbox.messages()).toEqual([])
})

test('more is added to what was saved, and every registration is shown', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', PLATFORMS, { provider: 'stripe', target_role: 'customer', a: 1, b: 1 })
  await sandbox.request('POST', PLATFORMS, { provider: 'bridge', target_role: 'customer' })

  const { body } = await sandbox.request('POST', PLATFORMS, { provider: 'stripe', target_role: 'customer', b: 2 })

  expect(body.data).toMatchObject([
    { provider: 'stripe', provider_data: { a: 1, b: 2 } },
    { provider: 'bridge', provider_data: null },
  ])
})

test('what was submitted keeps its state', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', `${CUSTOMERS}/${HANS}/platforms`, {
    provider: 'avenia',
    target_role: 'subaccount',
  })

  expect(body.data).toMatchObject([{ provider: 'avenia', status: 'processing' }])
})

test.each([
  ['account_type', 5],
  ['account_type', {}],
  ['transfers_requested', 'yes'],
  ['callback_url', true],
])('the %s %j is 422, and nothing is saved', async (name, value) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PLATFORMS, { provider: 'stripe', [name]: value })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: [name] }])
  expect(await registrationsOf(sandbox)).toEqual([])
})

test('without a role it is the customer’s, and a warning says so', async () => {
  const sandbox = await freshSandbox()

  const { status, body, headers } = await sandbox.request('POST', PLATFORMS, { provider: 'stripe' })

  expect(status).toBe(200)
  expect(body.data).toMatchObject([{ target_role: 'customer' }])
  expect(headers.get('sandbox-warning')).toContain('target_role was not given')
})

test('by a setting, a role is required', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { requireTargetRole: true } } })

  const { status, body } = await sandbox.request('POST', PLATFORMS, { provider: 'stripe' })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'missing_required_information', fields: ['target_role'] }])
})

test.each([
  ['an empty body, as the SDK sends it without data', { raw: '' }, 400],
  ['no provider', { raw: '{"target_role": "customer"}' }, 422],
  ['a provider that does not exist', { raw: '{"provider": "paypal", "target_role": "customer"}' }, 422],
  ['a role that does not exist', { raw: '{"provider": "stripe", "target_role": "owner"}' }, 422],
])('row 42: %s is refused, and nothing is saved', async (_, options, expected) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${CUSTOMERS}/${GRACE}/platforms`, undefined, options)

  expect(status).toBe(expected)
  expect(body.data).toBeNull()
  expect(await registrationsOf(sandbox, GRACE)).toHaveLength(1)
})
