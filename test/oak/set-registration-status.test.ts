import { expect, test } from 'vitest'
import { customerNow, GRACE, HANS, SOFIA, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const control = (id: string) => `/_sandbox/oak/customers/${id}/registrations`
const HANS_AT_AVENIA = { provider: 'avenia', target_role: 'subaccount' }

test.each([
  ['SUBMITTED', 'provider_registration.submitted'],
  ['awaiting_confirmation', 'provider_registration.awaiting_confirmation'],
  ['processing', 'provider_registration.processing'],
  ['approved', 'provider_registration.approved'],
  ['rejected', 'provider_registration.rejected'],
  ['restricted', 'provider_registration.restricted'],
  ['cancelled', 'provider_registration.updated'],
  ['error', 'provider_registration.updated'],
])('an operator makes a registration %s, and %s is sent once', async (status, event) => {
  const sandbox = await freshSandbox()

  const { status: code, body } = await sandbox.request('PUT', control(HANS), { ...HANS_AT_AVENIA, status })

  const shown = status.toLowerCase()
  expect(code).toBe(200)
  expect(body).toMatchObject({ provider: 'avenia', status: shown })
  expect((await customerNow(sandbox, HANS)).platforms).toMatchObject([{ status: shown }])
  expect(toldEvents(sandbox)).toMatchObject([{ event, data: { id: HANS, status: shown, provider: 'avenia' } }])
})

test('a rejection has its reasons, on the customer, in the registration and in the event', async () => {
  const sandbox = await freshSandbox()
  const reason = { code: 'expired_document', message: 'Too old', fields: ['passport'], endorsement: 'base' }

  const { body } = await sandbox.request('PUT', control(SOFIA), {
    provider: 'bridge',
    status: 'rejected',
    rejection_reason: 'The passport has expired',
    failure_reasons: [reason, { code: 'unknown' }],
  })

  const reasons = [reason, { code: 'unknown', message: null, fields: [], endorsement: null }]
  expect(body).toMatchObject({
    rejection_reason: 'The passport has expired',
    failure_reasons: ['expired_document', 'unknown'],
  })
  expect((await customerNow(sandbox, SOFIA)).platforms).toMatchObject([{ failure_reasons: reasons }])
  expect(toldEvents(sandbox)).toMatchObject([{ data: { failure_reasons: reasons } }])
})

test('an approval makes a connected account ready', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', `/oak/api/v1/provider-registration/${GRACE}/submit`, {
    provider: 'stripe',
    target_role: 'connected_account',
    provider_data: {
      account_type: 'express',
      transfers_requested: true,
      card_payments_requested: true,
      tax_reporting_us_1099_k_requested: true,
      payouts_debit_negative_balances: true,
      external_account_collection_requested: true,
    },
  })

  const { body } = await sandbox.request('PUT', control(GRACE), {
    provider: 'stripe',
    target_role: 'connected_account',
    status: 'approved',
  })

  expect(body).toMatchObject({ readiness: { card_payments: 'active', transfers: 'active' }, action_required: false })
})

test.each([
  ['a status that does not exist', { ...HANS_AT_AVENIA, status: 'happy' }, 400],
  ['a reason that does not exist', { ...HANS_AT_AVENIA, status: 'rejected', failure_reasons: [{ code: 'x' }] }, 400],
  ['an approval with reasons', { ...HANS_AT_AVENIA, status: 'approved', failure_reasons: [{ code: 'unknown' }] }, 400],
  ['an approval with a reason to reject', { ...HANS_AT_AVENIA, status: 'approved', rejection_reason: 'No' }, 400],
  ['a provider where he is not registered', { provider: 'stripe', status: 'approved' }, 404],
])('%s is refused', async (_, body, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(HANS), body)

  expect(status).toBe(expected)
  expect(sandbox.messages()).toEqual([])
})

test('nobody is registered who does not exist', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', control(UNKNOWN), { ...HANS_AT_AVENIA, status: 'approved' })

  expect(status).toBe(404)
})
