import { expect, test } from 'vitest'
import { BY_OTHER, registerWebhook, WEBHOOKS } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 49: the list has every webhook of the merchant, and no secret', async () => {
  const sandbox = await freshSandbox()
  const { secret: _, ...first } = await registerWebhook(sandbox, { url: 'https://example.com/1' })
  const { secret: __, ...second } = await registerWebhook(sandbox, { url: 'https://example.com/2' })

  const { status, body } = await sandbox.request('GET', WEBHOOKS)

  expect(status).toBe(200)
  expect(body.data).toEqual([first, second])
})

test('an endpoint that an operator has made is a webhook too', async () => {
  const sandbox = await freshSandbox()
  const endpoint = { vendor: 'oak', url: 'http://127.0.0.1:9/hook', events: ['customer.created'] }
  const { body: made } = await sandbox.request('POST', '/_sandbox/webhooks/endpoints', endpoint)

  const { body } = await sandbox.request('GET', WEBHOOKS)

  expect(body.data).toMatchObject([{ id: made.id, description: null, event_types: ['customer.created'] }])
})

test('another merchant has none of them', async () => {
  const sandbox = await freshSandbox()
  await registerWebhook(sandbox)

  const { body } = await sandbox.request('GET', WEBHOOKS, undefined, BY_OTHER)

  expect(body.data).toEqual([])
})
