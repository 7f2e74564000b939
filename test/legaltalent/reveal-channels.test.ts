import { expect, test } from 'vitest'
import { BY_OTHER, CONTROL, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${CONTROL}/notification-channels`
const HOOK = 'http://127.0.0.1:9/hook'

test('an operator sees in full the secret that the API masks', async () => {
  const sandbox = await freshSandbox()
  const set = await sandbox.request('PATCH', `${ME}/notification-channels`, { webhook_url: HOOK })

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toEqual({
    tenant_id: 'tenant_demo',
    webhook_url: HOOK,
    webhook_secret: expect.stringMatching(/^whsec_[0-9a-f]{32}$/),
  })
  const shown: string = set.body.data.notification_config.webhook_secret
  const secret: string = body.webhook_secret
  expect(secret.slice(-4)).toBe(shown.slice(-4))
})

test('of every tenant, and of nobody else', async () => {
  const sandbox = await freshSandbox()
  const own = { webhook_url: HOOK, webhook_secret: 'of-the-other' }
  await sandbox.request('PATCH', `${ME}/notification-channels`, own, BY_OTHER)

  const other = await sandbox.request('GET', `${PATH}?tenant_id=tenant_other`)
  const unknown = await sandbox.request('GET', `${PATH}?tenant_id=nobody`)

  expect(other.body).toEqual({ tenant_id: 'tenant_other', ...own })
  expect(unknown.status).toBe(404)
})

test('before a tenant has said anything there is nothing to see', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', PATH)

  expect(body).toEqual({ tenant_id: 'tenant_demo', webhook_url: null, webhook_secret: null })
})
