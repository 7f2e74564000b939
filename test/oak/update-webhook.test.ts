import { expect, test } from 'vitest'
import { registerWebhook, WEBHOOKS } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 49: what is given changes, the rest stays, and no secret is shown', async () => {
  const sandbox = await freshSandbox()
  const { secret: _, ...webhook } = await registerWebhook(sandbox, { description: 'Orders' })
  await sandbox.clock.advance(1000)

  const { status, body } = await sandbox.request('PUT', `${WEBHOOKS}/${webhook.id}`, { url: 'https://example.com/new' })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...webhook, url: 'https://example.com/new', updated_at: '2026-04-20T12:00:01.000Z' })
})

test.each([{ events: ['payment.succeeded'], metadata: { team: 'a' } }, {}])(
  'row 60: %j is answered with 200, and changes nothing',
  async (patch) => {
    const sandbox = await freshSandbox()
    const { secret: _, ...webhook } = await registerWebhook(sandbox)
    await sandbox.clock.advance(1000)

    const { status, body } = await sandbox.request('PUT', `${WEBHOOKS}/${webhook.id}`, patch)

    expect(status).toBe(200)
    expect(body.data).toEqual(webhook)
  },
)

test('null removes a description', async () => {
  const sandbox = await freshSandbox()
  const { id } = await registerWebhook(sandbox, { description: 'Orders' })

  const { body } = await sandbox.request('PUT', `${WEBHOOKS}/${id}`, { description: null })

  expect(body.data.description).toBeNull()
})

test.each([
  ['the URL of another webhook', { url: 'https://example.com/taken' }],
  ['a URL of 256 characters', { url: `https://example.com/${'a'.repeat(236)}` }],
  ['a description of 256 characters', { description: 'a'.repeat(256) }],
])('row 51: %s is refused, and nothing changes', async (_, patch) => {
  const sandbox = await freshSandbox()
  await registerWebhook(sandbox, { url: 'https://example.com/taken' })
  const { secret: __, ...webhook } = await registerWebhook(sandbox)

  const { status } = await sandbox.request('PUT', `${WEBHOOKS}/${webhook.id}`, patch)

  expect(status).toBe(400)
  expect((await sandbox.request('GET', `${WEBHOOKS}/${webhook.id}`)).body.data).toEqual(webhook)
})
