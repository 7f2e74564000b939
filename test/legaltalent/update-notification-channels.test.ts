import { expect, test } from 'vitest'
import { ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 52: a secret that was made is shown masked to its last four characters', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `${ME}/notification-channels`, {
    webhook_url: 'http://127.0.0.1:9/hook',
  })

  expect(status).toBe(200)
  expect(body.data.notification_config).toMatchObject({
    webhook_url: 'http://127.0.0.1:9/hook',
    webhook_secret: expect.stringMatching(/^\*{28}[0-9a-f]{4}$/),
  })
})
