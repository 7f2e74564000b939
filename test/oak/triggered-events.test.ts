import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { CAMILLE, GRACE, GRACES_BANK, HANS, isGenuine, JOAO, listeningReceiver } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const events = (await Contract.load()).eventsOf('oak')

test('the catalogue is the published one', () => {
  expect(events).toHaveLength(62)
  expect(events).toContain('provider_registration.verification_expired')
  expect(events).toContain('external.virtual_account.funded')
})

test.each(events)('%s can be triggered, and is what the contract says', async (event) => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  const { status } = await sandbox.request('POST', '/_sandbox/webhooks/trigger', { vendor: 'oak', event })
  await sandbox.settled()

  expect(status).toBe(201)
  const { id, category, data, ...envelope } = JSON.parse(receiver.received[0]?.body ?? '')
  expect(envelope).toEqual({ api_version: 'v1', event })
  expect(id).toMatch(UUID)
  expect(category).toBe(categoryOf(event))
  expect(data).toMatchObject({ id: expect.any(String) })
})

/** As the documents group them. */
function categoryOf(event: string): string {
  if (event.startsWith('customer.sync.')) return 'customer_sync_lifecycle'
  if (/^(customer|provider_registration|kyc)\./.test(event)) return 'provider_registration_lifecycle'
  if (/^(payment\.)?refund\./.test(event)) return 'refund_lifecycle'
  if (/^payment\.disputed?(\.|$)/.test(event)) return 'dispute_lifecycle'
  if (event.startsWith('external.')) return 'externally_lifecycle'
  return event.startsWith('transaction.') ? 'OTHER' : `${event.split('.')[0]}_lifecycle`
}

test('an event can be triggered about a customer of one’s choice', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)
  const wanted = { vendor: 'oak', event: 'provider_registration.rejected', data: { data: { id: JOAO } } }

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', wanted)
  await sandbox.settled()

  const { data } = JSON.parse(receiver.received[0]?.body ?? '')
  expect(data).toMatchObject({ id: JOAO, status: 'rejected', provider: 'pagar_me' })
})

test.each([
  ['payment.failed', '0e000000-0000-4000-8000-000000000001', { type: 'payment', status: 'failed', provider: 'stripe' }],
  ['transfer.failed', '0e000000-0000-4000-8000-000000000201', { type: 'transfer', status: 'failed' }],
  ['payout.succeeded', '0e000000-0000-4000-8000-000000000202', { type: 'payout', status: 'succeeded' }],
  ['payment.installment.failed', '0e000000-0000-4000-8000-000000000203', { type: 'installment', status: 'failed' }],
  ['payment.dispute.closed', '0e000000-0000-4000-8000-000000000301', { status: 'needs_response', amount: 2500 }],
  ['payment_method.rejected', GRACES_BANK, { status: 'rejected', customer_id: GRACE, type: 'bank' }],
])('%s can be triggered about a row of one’s choice', async (event, id, expected) => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', { vendor: 'oak', event, data: { data: { id } } })
  await sandbox.settled()

  expect(JSON.parse(receiver.received[0]?.body ?? '').data).toMatchObject({ id, ...expected })
})

test.each([
  ['customer.created', CAMILLE, 'initiated'],
  ['customer.processing', HANS, 'in_review'],
  ['customer.verified', CAMILLE, 'approved'],
  ['customer.action_required', GRACE, 'incomplete'],
])('%s is told of a customer with its own status, if that is one of the event’s', async (event, id, status) => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', { vendor: 'oak', event, data: { data: { id } } })
  await sandbox.settled()

  expect(JSON.parse(receiver.received[0]?.body ?? '').data).toMatchObject({ id, status })
})

test('without a choice it is about the merchant’s last of its kind', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', { vendor: 'oak', event: 'transfer.failed' })
  await sandbox.settled()

  const { data } = JSON.parse(receiver.received[0]?.body ?? '')
  expect(data).toMatchObject({ id: '0e000000-0000-4000-8000-000000000201', source: { amount: 50000 } })
})

test.each([
  ['exponential', { truncated: true, version: 1, size_bytes: 300_011, full_resource_url: expect.any(String) }],
  ['linear', { text: 'x'.repeat(300_000) }],
])('a provider’s answer of 300 KB, with the %s schedule', async (deliverySchedule, expected) => {
  const sandbox = await freshSandbox({ settings: { oak: { deliverySchedule } } })
  const receiver = await listeningReceiver(sandbox)
  const data = { data: { id: JOAO, provider_response: { text: 'x'.repeat(300_000) } } }

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', {
    vendor: 'oak',
    event: 'provider_registration.processing',
    data,
  })
  await sandbox.settled()

  const [delivery] = receiver.received
  expect(delivery && isGenuine(delivery)).toBe(true)
  const { data: told } = JSON.parse(delivery?.body ?? '')
  expect(told).toMatchObject({ id: JOAO, provider_response: expected })
})
