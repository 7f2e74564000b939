import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  ANDES,
  BY_OTHER,
  ME,
  SESSIONS,
  SUPPLIER_SUBJECT,
  startSession,
  VENDORS_WEEKLY,
} from '../support/legaltalent.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const MINUTE = 60_000

test('rows 51, 55: a webhook is signed over time and body, and is sent again under the same id', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const channels = { webhook_url: receiver.url, webhook_secret: 'whsec_of_my_own' }
  await sandbox.request('PATCH', `${ME}/notification-channels`, channels)

  await startSession(sandbox, { customer_id: ANDES })
  await sandbox.settled()
  await sandbox.clock.advance(60_000)
  await sandbox.settled()

  expect(receiver.received).toHaveLength(2)
  for (const { headers, body } of receiver.received) {
    const { id, type, created } = JSON.parse(body)
    const signature = createHmac('sha256', 'whsec_of_my_own').update(`${created}.${body}`).digest('hex')
    expect(type).toBe('kyc.session.created')
    expect(headers).toMatchObject({
      'x-webhook-id': id,
      'x-webhook-timestamp': String(created),
      'x-webhook-signature': `sha256=${signature}`,
      'user-agent': 'KYC-Webhooks/1.0',
    })
  }
  expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
})

test('row 55: it is sent five times at the most, within two hours, and then it has failed', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await sandbox.request('PATCH', `${ME}/notification-channels`, { webhook_url: receiver.url })

  await startSession(sandbox)
  const counts: number[] = []
  for (const minutes of [0, 1, 4, 25, 89, 1, 10_000]) {
    await sandbox.clock.advance(minutes * MINUTE)
    await sandbox.settled()
    counts.push(receiver.received.length)
  }

  expect(counts).toEqual([1, 2, 3, 4, 4, 5, 5])
  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries?vendor=legaltalent')
  expect(body.deliveries).toMatchObject([{ status: 'failed', nextAttemptAt: null }])
  expect(new Set(receiver.received.map(({ headers }) => headers['x-webhook-id'])).size).toBe(1)
})

test.each([200, 204, 299])('row 51: an endpoint that answers %i is sent an event once', async (status) => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(status)
  await sandbox.request('PATCH', `${ME}/notification-channels`, { webhook_url: receiver.url })

  await startSession(sandbox)
  await sandbox.settled()
  await sandbox.clock.advance(120 * MINUTE)
  await sandbox.settled()

  expect(receiver.received).toHaveLength(1)
})

test('the signature covers the body alone where the setting says so', async () => {
  const sandbox = await freshSandbox({ settings: { legaltalent: { signatureForm: 'body' } } })
  const receiver = await startReceiver()
  const channels = { webhook_url: receiver.url, webhook_secret: 'whsec_of_my_own' }
  await sandbox.request('PATCH', `${ME}/notification-channels`, channels)

  await startSession(sandbox)
  await sandbox.settled()

  const [sent] = receiver.received
  const signature = createHmac('sha256', 'whsec_of_my_own')
    .update(sent?.body ?? '')
    .digest('hex')
  expect(sent?.headers['x-webhook-signature']).toBe(`sha256=${signature}`)
})

test('an event can be triggered for a tenant that has no sessions', async () => {
  const sandbox = await freshSandbox()
  const { url: webhook_url } = await startReceiver()
  await sandbox.request('PATCH', `${ME}/notification-channels`, { webhook_url }, BY_OTHER)
  const { sessions } = (await sandbox.request('GET', SESSIONS, undefined, BY_OTHER)).body.data
  for (const { session_id } of sessions) {
    await sandbox.request('DELETE', `${SESSIONS}/${session_id}`, undefined, BY_OTHER)
  }
  const trigger = { vendor: 'legaltalent', event: 'kyc.session.completed', tenant: 'tenant_other' }

  const { status } = await sandbox.request('POST', '/_sandbox/webhooks/trigger', trigger)

  expect(status).toBe(201)
  expect(sandbox.messages().at(-1)?.data).toMatchObject({ data: { status: 'completed', form_data: {} } })
})

test.each([
  ['kyc.session.approved', { session_id: '1e000000-0000-4000-8000-000000000004' }, { client_id: 'user_2002' }],
  ['kyc.session.approved', { session_id: '1e000000-0000-4000-8000-000000000008' }, { client_id: null }],
  ['kyc.watchlist.match_found', { subject_id: SUPPLIER_SUBJECT }, { watchlist_id: VENDORS_WEEKLY }],
])('an event %s that is triggered for %j tells %j', async (event, data, expected) => {
  const sandbox = await freshSandbox()
  const { url: webhook_url } = await startReceiver()
  await sandbox.request('PATCH', `${ME}/notification-channels`, { webhook_url })

  await sandbox.request('POST', '/_sandbox/webhooks/trigger', { vendor: 'legaltalent', event, data: { data } })

  expect(sandbox.messages().at(-1)?.data).toMatchObject({ type: event, data: { ...data, ...expected } })
})
