import { expect, test } from 'vitest'
import { BY_OTHER, createCustomer, isGenuine, registerWebhook, toldEvents, WEBHOOKS } from '../support/oak.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const URL = 'https://example.com/hook'

test('row 49: a webhook is on from the start, and its secret is in the answer', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WEBHOOKS, { url: URL, description: 'Orders' })

  expect(status).toBe(200)
  expect(body.data).toEqual({
    id: expect.any(String),
    url: URL,
    description: 'Orders',
    is_active: true,
    event_types: null,
    secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    created_at: NOW.toISOString(),
    updated_at: NOW.toISOString(),
  })
})

test.each([URL, 'HTTPS://EXAMPLE.com/hook'])('row 50: %s cannot be registered again', async (url) => {
  const sandbox = await freshSandbox()
  await registerWebhook(sandbox, { url: URL })

  const { status, body } = await sandbox.request('POST', WEBHOOKS, { url })

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ code: 'duplicate_data', fields: ['url'] }])
})

test('row 50: another merchant may have the same URL', async () => {
  const sandbox = await freshSandbox()
  await registerWebhook(sandbox, { url: URL })

  const { status } = await sandbox.request('POST', WEBHOOKS, { url: URL }, BY_OTHER)

  expect(status).toBe(200)
})

test.each([
  ['no URL', {}, 'url'],
  ['a URL of 256 characters', { url: `https://example.com/${'a'.repeat(236)}` }, 'url'],
  ['a description of 256 characters', { url: URL, description: 'a'.repeat(256) }, 'description'],
  ['text that is no URL', { url: 'hook' }, 'url'],
  ['a URL that nobody can post to', { url: 'ftp://example.com/hook' }, 'url'],
  ['an event that there is not', { url: URL, event_types: ['customer.creatd'] }, 'event_types'],
])('row 51: %s is refused', async (_, input, field) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WEBHOOKS, input)

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
})

test('row 51: 255 characters are taken', async () => {
  const sandbox = await freshSandbox()
  const longest = { url: `https://example.com/${'a'.repeat(235)}`, description: 'a'.repeat(255) }

  const { status, body } = await sandbox.request('POST', WEBHOOKS, longest)

  expect(status).toBe(200)
  expect(body.data).toMatchObject(longest)
})

test('fields that Oak does not know are ignored', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WEBHOOKS, {
    url: URL,
    events: ['x'],
    active: false,
    secret: 's',
  })

  expect(status).toBe(200)
  expect(body.data.is_active).toBe(true)
  expect(body.data.secret).not.toBe('s')
})

test('what is sent to a webhook is signed with its secret', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { secret } = await registerWebhook(sandbox, { url: receiver.url })

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(receiver.received.map((delivery) => isGenuine(delivery, secret))).toEqual([true])
})

test('events are named in any case, and one that is named twice is there once', async () => {
  const sandbox = await freshSandbox()

  const webhook = await registerWebhook(sandbox, { event_types: ['CUSTOMER.created', 'customer.created'] })

  expect(webhook.event_types).toEqual(['customer.created'])
})

test('a webhook that wants some events gets no others', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await registerWebhook(sandbox, { url: receiver.url, event_types: ['customer.updated'] })

  await createCustomer(sandbox)
  await sandbox.settled()

  expect(toldEvents(sandbox)).toHaveLength(1)
  expect(receiver.received).toEqual([])
})
