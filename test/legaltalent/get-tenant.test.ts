import { expect, test } from 'vitest'
import { BY_OTHER, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a tenant sees itself, with where it is notified', async () => {
  const sandbox = await freshSandbox()
  const channels = { webhook_url: 'http://127.0.0.1:9/hook', notification_emails: ['ops@example.com'] }
  await sandbox.request('PATCH', `${ME}/notification-channels`, channels)

  const { status, body } = await sandbox.request('GET', ME)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    tenant_id: 'tenant_demo',
    account_status: 'active',
    notification_config: {
      ...channels,
      webhook_secret: expect.stringMatching(/^\*{28}[0-9a-f]{4}$/),
      slack_webhook_url: null,
      batch_notifications_enabled: true,
    },
  })
})

test('a tenant that has set nothing is notified nowhere', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', ME, undefined, BY_OTHER)

  expect(body.data).toMatchObject({
    tenant_id: 'tenant_other',
    notification_config: { webhook_url: null, webhook_secret: null, notification_emails: [] },
  })
})
