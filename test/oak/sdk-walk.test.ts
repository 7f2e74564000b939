import { expect, test } from 'vitest'
import { formWith, isGenuine, SEEDED } from '../support/oak.ts'
import { oakClient, type Result } from '../support/oak-client.ts'
import { type Received, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const DEMO = { clientId: 'demo-client', clientSecret: 'demo-secret' }

/** A sandbox on a free port, and a client of it. */
async function listening(options: { end?: string; clientSecret?: string; retries?: number } = {}) {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const { end = '', ...more } = options
  const waited: number[] = []
  const client = oakClient({ customUrl: `${url}/oak${end}`, ...DEMO, ...more }, (ms) => waited.push(ms))
  return { sandbox, client, waited }
}

/** What an answer holds that is no refusal. */
function dataOf(result: Result): any {
  if (!result.ok) throw new Error(result.error.message)
  return result.value.data
}

/** Whether a delivery is signed with a secret under every name of the header. */
const isSigned = (delivery: Received, secret: string): boolean =>
  ['crowdsplit-signature', 'x-oak-signature', 'oak-signature'].every((name) => isGenuine(delivery, secret, name))

test('the nine methods of the SDK walk through the life of a customer, and every webhook is genuine', async () => {
  const { sandbox, client } = await listening()
  const receiver = await startReceiver()
  const { customers, webhooks } = client

  const { secret } = dataOf(await webhooks.register({ url: receiver.url }))
  const created = dataOf(await customers.create({ email: 'walk@example.com', country_code: 'US', first_name: 'Ada' }))
  const { id } = created
  const got = await customers.get(id)
  const listed = await customers.list({ email: 'walk@example.com', limit: '1' })
  const updated = await customers.update(id, { last_name: 'Lovelace' })
  const populated = await customers.populatePlatform(id, { provider: 'stripe', target_role: 'customer' })
  const uploaded = await customers.uploadFiles(id, formWith({ file: new Blob(['me']), file_type: 'PASSPORT' }))
  const files = await customers.getFiles(id)
  const synced = await customers.sync(id, { providers: ['stripe'], fields: ['email', 'last_name'] })
  const balance = await customers.balance(id, { provider: 'stripe', role: 'customer' })
  await sandbox.clock.advance(1000)
  await sandbox.settled()

  expect(got).toEqual({ ok: true, value: { msg: 'customer found', data: created } })
  expect(listed).toMatchObject({ ok: true, value: { data: { count: 1, customer_list: [{ id }] } } })
  expect(updated).toMatchObject({ ok: true, value: { data: { id, first_name: 'Ada', last_name: 'Lovelace' } } })
  expect(populated).toMatchObject({ ok: true, value: { data: [{ provider: 'stripe', status: 'not_submitted' }] } })
  expect(uploaded).toEqual({ ok: true, value: { msg: 'file upload successful', data: null } })
  expect(files).toMatchObject({ ok: true, value: { data: [{ fileType: 'passport' }] } })
  expect(synced).toEqual({ ok: true, value: { msg: 'Sync scheduled', data: null } })
  expect(balance).toMatchObject({ ok: true, value: { data: { balances: [] } } })
  expect(await customers.get(id)).toMatchObject({ value: { data: { synced: true } } })
  expect(receiver.received.map((delivery) => isSigned(delivery, secret))).toEqual(Array(5).fill(true))
  expect(receiver.received.map(({ body }) => JSON.parse(body).event).sort()).toEqual([
    'customer.created',
    'customer.sync.started',
    'customer.sync.succeeded',
    'customer.updated',
    'provider_registration.documents_uploaded',
  ])
})

test('a webhook of the SDK hears what happens, but not while it is off, until it is removed', async () => {
  const { sandbox, client } = await listening()
  const receiver = await startReceiver()
  const { customers, webhooks } = client
  const { id, secret } = dataOf(await webhooks.register({ url: receiver.url, description: 'walk' }))

  const first = dataOf(await customers.create({ email: 'first@example.com' }))
  await sandbox.settled()
  const off = await webhooks.toggle(id)
  await customers.create({ email: 'second@example.com' })
  await sandbox.settled()
  const notifications = dataOf(await webhooks.listNotifications())
  const listed = await webhooks.list()
  const removed = await webhooks.delete(id)

  expect(receiver.received.map(({ body }) => JSON.parse(body).data.id)).toEqual([first.id])
  expect(receiver.received.map((delivery) => isSigned(delivery, secret))).toEqual([true])
  expect(off).toMatchObject({ ok: true, value: { data: { id, is_active: false } } })
  expect(notifications).toMatchObject({
    count: 2,
    notification_list: [{ is_acknowledged: false }, { is_acknowledged: true, event: 'customer.created' }],
  })
  expect(listed).toMatchObject({ ok: true, value: { data: [{ id, description: 'walk' }] } })
  expect(JSON.stringify([off, listed])).not.toContain(secret)
  expect(removed).toMatchObject({ ok: true, value: { data: { success: true } } })
  expect(await webhooks.get(id)).toMatchObject({ ok: false, error: { status: 404 } })
})

test('row 5: a client that makes many calls at once grants once', async () => {
  const { client } = await listening()

  const results = await Promise.all(Array.from({ length: 10 }, () => client.customers.list()))

  expect(results.map(({ ok }) => ok)).toEqual(Array(10).fill(true))
  expect(client.calls.filter(({ path }) => path.endsWith('/grant'))).toHaveLength(1)
})

test('row 5: a client that reads the life of a token as seconds grants once', async () => {
  const { client } = await listening()

  for (let call = 0; call < 5; call++) await client.customers.list()

  expect(client.calls.filter(({ path }) => path.endsWith('/grant'))).toHaveLength(1)
})

test('row 8: a base URL that ends with a slash works for the grant and for what follows', async () => {
  const { client } = await listening({ end: '/' })

  const result = await client.customers.list({ limit: '1' })

  expect(client.calls[0]?.path).toBe('/api/v1/merchant/token/grant')
  expect(result).toMatchObject({ ok: true, value: { data: { count: SEEDED } } })
})

test('row 31: a get of an empty id is the list', async () => {
  const { client } = await listening()

  const result = await client.customers.get('')

  expect(result).toMatchObject({ ok: true, value: { data: { count: SEEDED } } })
})

test.each([
  ['a grant with a wrong secret', { clientSecret: 'wrong' }, 404, 'merchant not found or invalid credentials'],
  ['an id that does not exist', {}, 404, 'Resource not found'],
])(
  'row 44: the message of %s is the text of the answer, and it is not retried',
  async (_, options, status, message) => {
    const { client, waited } = await listening({ ...options, retries: 2 })

    const result = await client.customers.get('non-existent-id')

    expect(result).toMatchObject({ ok: false, error: { status, message, body: { msg: message, data: null } } })
    expect(waited).toEqual([])
  },
)

test('row 42: populatePlatform with the id alone is refused by an answer, not by a crash', async () => {
  const { client } = await listening()
  const created = await client.customers.create({ email: 'walk@example.com' })

  const result = await client.customers.populatePlatform(created.ok ? created.value.data.id : '')

  expect(result).toMatchObject({ ok: false, error: { status: 400, body: { data: null } } })
})

test('the link of a file opens on the port that the client knows', async () => {
  const { client } = await listening()
  const listed = await client.customers.getFiles('0a000000-0000-4000-8000-000000000007')
  if (!listed.ok) throw new Error(listed.error.message)

  const response = await fetch(listed.value.data[0].url)

  expect(response.status).toBe(200)
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})
