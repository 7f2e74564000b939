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

test.each([
  ['GET', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['PATCH', '/toggle'],
])('%s%s of an id of another kind of resource is 422', async (method, end) => {
  const sandbox = await freshSandbox()
  const path = `${WEBHOOKS}/cus_${UNKNOWN}${end}`

  const { status, body } = await sandbox.request(method, path, method === 'PUT' ? {} : undefined)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: ['webhook_id'] }])
})

test.each(['wh_ID', 'ID'])('%s finds a webhook, in any case', async (form) => {
  const sandbox = await freshSandbox()
  const { id } = await registerWebhook(sandbox)

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/${form.replace('ID', String(id).toUpperCase())}`)

  expect(status).toBe(200)
  expect(body.data.id).toBe(id)
})

test('an endpoint that an operator has set up is found as well', async () => {
  const sandbox = await freshSandbox()
  const endpoint = { vendor: 'oak', url: 'http://127.0.0.1:9/operator' }
  const { body: made } = await sandbox.request('POST', '/_sandbox/webhooks/endpoints', endpoint)

  const { body } = await sandbox.request('GET', `${WEBHOOKS}/${made.id}`)

  expect(body.data).toMatchObject({ id: made.id, url: endpoint.url, description: null })
})

test('however long an id is, it is not found', async () => {
  const sandbox = await freshSandbox()

  const webhook = await sandbox.request('GET', `${WEBHOOKS}/${'x'.repeat(2000)}`)
  const notification = await sandbox.request('GET', `${WEBHOOKS}/notifications/${'x'.repeat(2000)}`)

  expect([webhook.status, notification.status]).toEqual([404, 404])
})
