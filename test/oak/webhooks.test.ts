import { expect, test } from 'vitest'
import { createCustomer, isGenuine, listeningReceiver } from '../support/oak.ts'
import { answering } from '../support/receiver.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

const MINUTE = 60_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const deliveries = async (sandbox: TestSandbox) =>
  (await sandbox.request('GET', '/_sandbox/webhooks/deliveries')).body.deliveries

test('row 54: an endpoint gets one POST for a new customer', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  const { id, created_at, updated_at } = await createCustomer(sandbox)
  await sandbox.settled()

  expect(receiver.received).toHaveLength(1)
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    id: expect.stringMatching(UUID),
    api_version: 'v1',
    event: 'customer.created',
    category: 'provider_registration_lifecycle',
    data: { id, status: 'initiated', created_at, updated_at },
  })
})

test('row 55: the signature covers the time and the body, under every published name of its header', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  await createCustomer(sandbox, { first_name: 'Zoë' })
  await sandbox.settled()

  const [delivery] = receiver.received
  if (!delivery) throw new Error('nothing was received')
  for (const header of ['crowdsplit-signature', 'x-oak-signature', 'oak-signature']) {
    expect(isGenuine(delivery, 'a-secret', header)).toBe(true)
  }
  expect(isGenuine(delivery, 'another-secret')).toBe(false)
  expect(isGenuine({ ...delivery, body: `${delivery.body} ` })).toBe(false)
  expect(delivery.headers).toMatchObject({
    'content-type': 'application/json',
    'crowdsplit-timestamp': String(NOW.getTime() / 1000),
    'crowdsplit-notification-id': JSON.parse(delivery.body).id,
  })
})

test('an endpoint without a secret of its own is signed for with the demo secret', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox, {})

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(receiver.received.map((delivery) => isGenuine(delivery, 'demo-webhook-secret'))).toEqual([true])
})

test('an endpoint that wants no signature gets none', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox, { secret: null })

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(Object.keys(receiver.received[0]?.headers ?? {}).filter((name) => name.includes('signature'))).toEqual([])
})

test('row 56: what fails is sent four times, ever later, with one id and a new signature each time', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)
  receiver.answer = answering(500)
  await createCustomer(sandbox)
  await sandbox.settled()

  await sandbox.clock.advance(24 * 60 * MINUTE)

  const after = receiver.received.map(({ headers }) => Number(headers['crowdsplit-timestamp']) - NOW.getTime() / 1000)
  expect(after).toEqual([0, 300, 900, 1800])
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  expect(new Set(receiver.received.map(({ headers }) => headers['crowdsplit-notification-id'])).size).toBe(1)
  expect(new Set(receiver.received.map(({ headers }) => headers['crowdsplit-signature'])).size).toBe(4)
  expect(receiver.received.every((delivery) => isGenuine(delivery))).toBe(true)
  expect(await deliveries(sandbox)).toMatchObject([{ status: 'failed', nextAttemptAt: null }])
})

test('row 56: 200 ends it, and 204 does not', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)
  receiver.answer = answering(204)
  await createCustomer(sandbox)
  await sandbox.settled()
  receiver.answer = answering(200)

  await sandbox.clock.advance(60 * MINUTE)

  expect(receiver.received).toHaveLength(2)
  expect(await deliveries(sandbox)).toMatchObject([{ status: 'delivered' }])
})

test('row 56: by a setting, seven attempts within 24 hours', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { deliverySchedule: 'exponential' } } })
  const receiver = await listeningReceiver(sandbox)
  receiver.answer = answering(500)
  await createCustomer(sandbox)
  await sandbox.settled()

  await sandbox.clock.advance(48 * 60 * MINUTE)

  const after = receiver.received.map(({ headers }) => Number(headers['crowdsplit-timestamp']) - NOW.getTime() / 1000)
  expect(after).toEqual([0, 30, 300, 1800, 7200, 28_800, 86_400])
})

test('row 56: by a setting, any 2xx ends it', async () => {
  const sandbox = await freshSandbox({ settings: { oak: { deliverySchedule: 'exponential' } } })
  const receiver = await listeningReceiver(sandbox)
  receiver.answer = answering(204)

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(await deliveries(sandbox)).toMatchObject([{ status: 'delivered' }])
})

test('another merchant does not hear of it', async () => {
  const sandbox = await freshSandbox()
  const receiver = await listeningReceiver(sandbox)

  await sandbox.request('POST', '/oak/api/v1/customers', { email: 'new@example.com' }, { as: 'other' })
  await sandbox.settled()

  expect(receiver.received).toEqual([])
})
