import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, registerWebhook, UNKNOWN, WEBHOOKS } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 49: a webhook is shown without its secret', async () => {
  const sandbox = await freshSandbox()
  const { secret: _, ...webhook } = await registerWebhook(sandbox)

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/${webhook.id}`)

  expect(status).toBe(200)
  expect(body.data).toEqual(webhook)
})

test('a webhook that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/${UNKNOWN}`)

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test.each([
  ['GET', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['PATCH', '/toggle'],
])("%s%s of another merchant's webhook is 404", async (method, end) => {
  const sandbox = await freshSandbox()
  const { id } = await registerWebhook(sandbox)

  const { status, body } = await sandbox.request(
    method,
    `${WEBHOOKS}/${id}${end}`,
    method === 'PUT' ? {} : undefined,
    BY_OTHER,
  )

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})
