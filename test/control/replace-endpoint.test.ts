import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { advance, deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const replace = (sandbox: TestSandbox, id: string, body: object) =>
  sandbox.request('PUT', `/_sandbox/webhooks/endpoints/${id}`, { vendor: 'conomy', ...body })

test('what is left out of a replacement gets its default, and the secret stays', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const more = { secret: 'a secret of mine', events: ['payment.settled'], enabled: false, tenant: 'other-client' }
  const { id, createdAt } = await register(sandbox, NOBODY, more)

  const { status, body } = await replace(sandbox, id, { url: receiver.url })

  expect(status).toBe(200)
  expect(body).toEqual({
    id,
    vendor: 'conomy',
    tenant: 'demo-client',
    url: receiver.url,
    secret: '********',
    events: ['*'],
    enabled: true,
    dialect: 'standard',
    createdAt,
  })
  await trigger(sandbox)
  await sandbox.settled()
  const [request] = receiver.received
  const signature = createHmac('sha256', 'a secret of mine')
    .update(request?.body ?? '')
    .digest('hex')
  expect(request?.headers['x-webhook-signature']).toBe(signature)
})

test('a new secret is taken, and null takes it away', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { id } = await register(sandbox, receiver.url)

  const changed = await replace(sandbox, id, { url: receiver.url, secret: 'a new one' })
  await trigger(sandbox)
  await sandbox.settled()
  const removed = await replace(sandbox, id, { url: receiver.url, secret: null })
  await trigger(sandbox)
  await sandbox.settled()

  const [signed, unsigned] = receiver.received
  const signature = createHmac('sha256', 'a new one')
    .update(signed?.body ?? '')
    .digest('hex')
  expect([changed.body.secret, removed.body.secret]).toEqual(['********', null])
  expect(signed?.headers['x-webhook-signature']).toBe(signature)
  expect(unsigned?.headers).not.toHaveProperty('x-webhook-signature')
})

test('deliveries that are pending go to the new URL', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const endpoint = await register(sandbox, NOBODY)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  await replace(sandbox, endpoint.id, { url: receiver.url })
  await advance(sandbox, 30)

  expect(receiver.received).toHaveLength(1)
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'delivered',
    url: receiver.url,
    attempts: [{ url: NOBODY }, { url: receiver.url }],
  })
})

test('an endpoint that is switched off is queued nothing for, and what is pending fails until it is on again', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const endpoint = await register(sandbox, NOBODY)
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  await replace(sandbox, endpoint.id, { url: receiver.url, enabled: false })
  const triggered = await sandbox.request('POST', '/_sandbox/webhooks/trigger', {
    vendor: 'conomy',
    event: 'payment.settled',
  })
  await advance(sandbox, 30)
  const meanwhile = await deliveryOf(sandbox, id)
  await replace(sandbox, endpoint.id, { url: receiver.url })
  await advance(sandbox, 60)

  expect(triggered.status).toBe(409)
  expect(meanwhile).toMatchObject({ status: 'pending', attempts: [{}, { error: 'the endpoint is disabled' }] })
  expect(await deliveryOf(sandbox, id)).toMatchObject({ status: 'delivered', attempts: [{}, {}, { number: 3 }] })
  expect(receiver.received).toHaveLength(1)
})

test('what is wrong in a new endpoint is wrong in a replacement, and changes nothing', async () => {
  const sandbox = await freshSandbox()
  const endpoint = await register(sandbox, NOBODY)

  const scheme = await replace(sandbox, endpoint.id, { url: 'file:///etc/passwd' })
  const event = await replace(sandbox, endpoint.id, { url: NOBODY, events: ['payment.setled'] })
  const tenant = await replace(sandbox, endpoint.id, { url: NOBODY, tenant: 'nobody' })

  expect([scheme.status, event.status, tenant.status]).toEqual([400, 400, 400])
  expect(event.body.detail).toContain('did you mean "payment.settled"?')
  const { body } = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${endpoint.id}`)
  expect(body).toEqual({ ...endpoint, secret: '********' })
})

test('what one reads of an endpoint can be sent back, and keeps its secret', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { id } = await register(sandbox, receiver.url, { secret: 'a secret of mine' })
  const read = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${id}`)

  const { status, headers } = await replace(sandbox, id, { ...read.body, events: ['payment.settled'] })
  await trigger(sandbox, { event: 'payment.settled' })
  await sandbox.settled()

  const [request] = receiver.received
  const signature = createHmac('sha256', 'a secret of mine')
    .update(request?.body ?? '')
    .digest('hex')
  expect(status).toBe(200)
  expect(headers.get('sandbox-warning')).toBeNull()
  expect(request?.headers['x-webhook-signature']).toBe(signature)
})

test('an endpoint that does not exist cannot be replaced', async () => {
  const sandbox = await freshSandbox()

  expect((await replace(sandbox, 'whe_nobody', { url: NOBODY })).status).toBe(404)
})
