import { expect, test } from 'vitest'
import { register } from '../delivery/webhooks.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('at first there are no endpoints', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/webhooks/endpoints')

  expect(status).toBe(200)
  expect(body).toEqual({ endpoints: [] })
})

test('endpoints are listed oldest first, and their secrets are not shown', async () => {
  const sandbox = await freshSandbox()
  const first = await register(sandbox, 'http://127.0.0.1:1/first', { secret: 'a secret of mine' })
  const second = await register(sandbox, 'http://127.0.0.1:1/second', { secret: null, tenant: 'other-client' })

  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/endpoints')

  expect(body.endpoints).toEqual([{ ...first, secret: '********' }, second])
  expect(JSON.stringify(body)).not.toContain('a secret of mine')
})
