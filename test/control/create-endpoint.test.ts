import { expect, test } from 'vitest'
import { trigger } from '../delivery/webhooks.ts'
import { freshSandbox } from '../support/sandbox.ts'

const ENDPOINTS = '/_sandbox/webhooks/endpoints'
const MINE = { vendor: 'conomy', url: 'http://127.0.0.1:1/' }

test('a vendor and a URL are enough to register an endpoint', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', ENDPOINTS, MINE)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^whe_[0-9a-f]{24}$/),
    vendor: 'conomy',
    tenant: 'demo-client',
    url: 'http://127.0.0.1:1/',
    secret: 'demo-webhook-secret',
    events: ['*'],
    enabled: true,
    dialect: 'standard',
    createdAt: '2026-04-20T12:00:00.000Z',
  })
})

test('everything about an endpoint can be said, and its secret is shown this once', async () => {
  const sandbox = await freshSandbox()
  const wanted = {
    vendor: 'conomy',
    tenant: 'other-client',
    url: 'https://example.com/hook?x=1',
    secret: 'a secret of mine',
    events: ['customer.levelChanged', 'payment.settled'],
    enabled: false,
  }

  const { status, body } = await sandbox.request('POST', ENDPOINTS, wanted)

  expect(status).toBe(201)
  expect(body).toMatchObject(wanted)
  const again = await sandbox.request('GET', `${ENDPOINTS}/${body.id}`)
  expect(again.body).toEqual({ ...body, secret: '********' })
})

test.each([
  ['an unknown vendor', { ...MINE, vendor: 'conomi' }, 'vendor', 'did you mean "conomy"?'],
  ['an unknown tenant', { ...MINE, tenant: 'demo-cleint' }, 'tenant', 'did you mean "demo-client"?'],
  [
    'an unknown event',
    { ...MINE, events: ['*', 'customer.levelChange'] },
    'events',
    'did you mean "customer.levelChanged"?',
  ],
  ['a URL of another scheme', { ...MINE, url: 'ftp://127.0.0.1/hook' }, 'url', 'http or https'],
  ['a script', { ...MINE, url: 'javascript:alert(1)' }, 'url', 'http or https'],
  ['a text that is no URL', { ...MINE, url: 'localhost/hook' }, 'url', 'http or https'],
  ['a URL with an impossible port', { ...MINE, url: 'http://127.0.0.1:99999/' }, 'url', 'http or https'],
  ['an endless URL', { ...MINE, url: `http://127.0.0.1/${'x'.repeat(2048)}` }, 'url', '2048'],
  ['no URL', { vendor: 'conomy' }, 'url', 'required'],
  ['no vendor', { url: MINE.url }, 'vendor', 'required'],
  ['an empty secret', { ...MINE, secret: '' }, 'secret', 'empty'],
  ['no events', { ...MINE, events: [] }, 'events', 'events'],
  ['a flag that is a text', { ...MINE, enabled: 'yes' }, 'enabled', 'boolean'],
])('%s is refused and says why', async (_what, body, field, reason) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', ENDPOINTS, body)

  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body.errors).toMatchObject([{ in: 'body', field }])
  expect(answer.body.detail).toContain(reason)
  expect((await sandbox.request('GET', ENDPOINTS)).body.endpoints).toEqual([])
})

test('a misspelt field is refused, as the endpoint would get every event', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', ENDPOINTS, { ...MINE, event: ['payment.settled'] })

  expect(status).toBe(400)
  expect(body.detail).toBe('unknown body field "event", did you mean "events"?')
  expect((await sandbox.request('GET', ENDPOINTS)).body.endpoints).toEqual([])
})

test('a body that is not JSON is refused, and so is one over a megabyte', async () => {
  const sandbox = await freshSandbox()

  const broken = await sandbox.request('POST', ENDPOINTS, undefined, { raw: '{"vendor":' })
  const huge = await sandbox.request('POST', ENDPOINTS, { ...MINE, secret: 'x'.repeat(1024 * 1024) })

  expect(broken.status).toBe(400)
  expect(huge.status).toBe(413)
})

test('an endpoint only gets the events it asks for', async () => {
  const sandbox = await freshSandbox()
  const all = await sandbox.request('POST', ENDPOINTS, MINE)
  const settled = await sandbox.request('POST', ENDPOINTS, { ...MINE, events: ['payment.settled'] })
  await sandbox.request('POST', ENDPOINTS, { ...MINE, enabled: false })
  await sandbox.request('POST', ENDPOINTS, { ...MINE, tenant: 'other-client' })

  await trigger(sandbox, { event: 'payment.settled' })
  await trigger(sandbox, { event: 'purchase.underpaid' })

  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  const deliveries: { event: string; endpointId: string }[] = body.deliveries
  expect(deliveries.map(({ event, endpointId }) => ({ event, endpointId })).reverse()).toEqual([
    { event: 'payment.settled', endpointId: all.body.id },
    { event: 'payment.settled', endpointId: settled.body.id },
    { event: 'transaction.status_changed', endpointId: all.body.id },
    { event: 'purchase.underpaid', endpointId: all.body.id },
  ])
})
