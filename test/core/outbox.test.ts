import { expect, test } from 'vitest'
import type { Row } from '../../src/core/collection.ts'
import { type Endpoint, endpoints } from '../../src/core/endpoints.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { type Delivery, deliveries, enqueue, giveUpDeliveriesTo, messages } from '../../src/core/outbox.ts'
import { Random } from '../../src/core/random.ts'
import { Store } from '../../src/core/store.ts'

const NOW = '2026-04-20T12:00:00.000Z'

const MESSAGE = { vendor: 'acme', tenant: 'demo', dialect: 'standard', createdAt: NOW }

const endpoint = (id: string, rest: Partial<Endpoint> = {}): Endpoint => ({
  id,
  vendor: 'acme',
  tenant: 'demo',
  url: `http://127.0.0.1/${id}`,
  secret: null,
  events: ['*'],
  enabled: true,
  dialect: 'standard',
  createdAt: NOW,
  ...rest,
})

async function outboxFor(...listening: Endpoint[]) {
  const store = await Store.open(new MemoryAdapter())
  const random = Random.seeded(1)
  await store.transact((draft) => listening.map((row) => draft.table(endpoints).insert(row)))
  const ids = (rows: Iterable<Row>): string[] => [...rows].map(({ id }) => id)
  return {
    store,
    /** Something happened; answers with what was queued. */
    send: (event: string, data: unknown = null): Promise<Delivery[]> =>
      store.transact((draft) => enqueue({ ...MESSAGE, event, data }, draft, random).deliveries),
    /** As the dispatcher does when all is over. */
    settle: (delivery: Delivery): Promise<unknown> =>
      store.transact((draft) => draft.table(deliveries).replace({ ...delivery, status: 'delivered' })),
    messageIds: () => ids(store.table(messages).all()),
    deliveryIds: () => ids(store.table(deliveries).all()),
  }
}

test('a message is stored with one delivery for each endpoint, due at once', async () => {
  const { store, send } = await outboxFor(endpoint('one'), endpoint('two'))

  const queued = await send('thing.made', { id: 7 })

  const [message] = store.table(messages).all().slice(0, 1)
  expect(message).toMatchObject({ vendor: 'acme', tenant: 'demo', event: 'thing.made', data: { id: 7 } })
  expect(queued.map(({ endpointId }) => endpointId)).toEqual(['one', 'two'])
  expect(queued[0]).toEqual({
    id: expect.stringMatching(/^dlv_[0-9a-f]{24}$/),
    messageId: message?.id,
    endpointId: 'one',
    vendor: 'acme',
    tenant: 'demo',
    event: 'thing.made',
    url: 'http://127.0.0.1/one',
    status: 'pending',
    createdAt: NOW,
    run: { startedAt: NOW, attempts: 0 },
    nextAttemptAt: NOW,
    expiresAt: null,
    body: null,
    attempts: [],
  })
  expect([...store.table(deliveries).where('byStatus', 'pending')]).toEqual(queued)
})

test('an endpoint gets the events it asked for, by name or all of them', async () => {
  const { send } = await outboxFor(
    endpoint('all'),
    endpoint('made', { events: ['thing.made'] }),
    endpoint('both', { events: ['thing.made', 'thing.lost'] }),
    endpoint('none', { events: [] }),
    endpoint('prefix', { events: ['thing'] }),
  )

  const queued = await send('thing.lost')

  expect(queued.map(({ endpointId }) => endpointId)).toEqual(['all', 'both'])
})

test('a disabled endpoint, another tenant and another vendor get nothing', async () => {
  const { send } = await outboxFor(
    endpoint('disabled', { enabled: false }),
    endpoint('other tenant', { tenant: 'other' }),
    endpoint('other vendor', { vendor: 'other' }),
  )

  expect(await send('thing.made')).toEqual([])
})

test('a message that nobody listens to is stored all the same', async () => {
  const { send, messageIds } = await outboxFor()

  await send('thing.made')

  expect(messageIds()).toEqual([expect.stringMatching(/^msg_[0-9a-f]{24}$/)])
})

test('a message of a transaction that fails was never there', async () => {
  const { store, messageIds, deliveryIds } = await outboxFor(endpoint('one'))

  const refused = store.transact((draft) => {
    enqueue({ ...MESSAGE, event: 'e', data: null }, draft, Random.seeded(2))
    throw new Error('second thoughts')
  })

  await expect(refused).rejects.toThrow('second thoughts')
  expect([...messageIds(), ...deliveryIds()]).toEqual([])
})

test('a thousand messages are kept; the oldest goes, with its deliveries', async () => {
  const { send, settle, messageIds, deliveryIds } = await outboxFor(endpoint('one'))
  for (let at = 0; at < 1000; at++) for (const delivery of await send('e')) await settle(delivery)
  const [oldest] = messageIds()
  const [itsDelivery] = deliveryIds()
  expect(messageIds()).toHaveLength(1000)

  await send('one more')

  expect(messageIds()).toHaveLength(1000)
  expect(deliveryIds()).toHaveLength(1000)
  expect(messageIds()).not.toContain(oldest)
  expect(deliveryIds()).not.toContain(itsDelivery)
})

test('what is on its way is kept beyond that, and when it has arrived there are a thousand again', async () => {
  const { send, settle, messageIds, deliveryIds } = await outboxFor(endpoint('slow'))
  const pending: Delivery[] = []
  for (let at = 0; at < 1020; at++) pending.push(...(await send('e')))
  expect(messageIds()).toHaveLength(1020)
  expect(deliveryIds()).toHaveLength(1020)

  for (const delivery of pending) await settle(delivery)
  await send('one more')

  expect(messageIds()).toHaveLength(1000)
  expect(deliveryIds()).toHaveLength(1000)
})

test('one message that does not arrive does not keep all that came after it', async () => {
  const { send, messageIds, deliveryIds } = await outboxFor(endpoint('slow', { events: ['slow'] }))
  const [pending] = await send('slow')

  for (let at = 0; at < 1050; at++) await send('e')

  expect(messageIds()[0]).toBe(pending?.messageId)
  expect(messageIds().length).toBeLessThanOrEqual(1001)
  expect(deliveryIds()).toEqual([pending?.id])
})

test('an endpoint gets the events of its dialect, and no others', async () => {
  const { send } = await outboxFor(endpoint('one'), endpoint('two', { dialect: 'legacy' }))

  const queued = await send('thing.made')

  expect(queued.map(({ endpointId }) => endpointId)).toEqual(['one'])
})

test('a hundred that nobody receives do not keep all the later ones from being forgotten', async () => {
  const { store, send, settle, messageIds } = await outboxFor(endpoint('dead', { tenant: 'dead' }), endpoint('alive'))
  await store.transact((draft) => {
    const random = Random.seeded(2)
    for (let at = 0; at < 300; at++) enqueue({ ...MESSAGE, tenant: 'dead', event: 'lost', data: at }, draft, random)
  })

  for (let at = 0; at < 3000; at++) for (const delivery of await send('found', at)) await settle(delivery)

  expect([...store.table(deliveries).where('byPendingEndpoint', 'dead')]).toHaveLength(300)
  expect(messageIds().length).toBeLessThan(1400)
})

test('of thousands on their way to an endpoint, a thousand are given up with it, and the others keep their turn', async () => {
  const { store } = await outboxFor(endpoint('dead'), endpoint('other'))
  await store.transact((draft) => {
    const random = Random.seeded(2)
    for (let at = 0; at < 1500; at++) enqueue({ ...MESSAGE, event: 'lost', data: at }, draft, random)
  })

  await store.transact((draft) => giveUpDeliveriesTo('dead', draft))

  expect([...store.table(deliveries).where('byPendingEndpoint', 'dead')]).toHaveLength(500)
  expect([...store.table(deliveries).where('byPendingEndpoint', 'other')]).toHaveLength(1500)
  expect([...store.table(deliveries).where('byStatus', 'failed')]).toHaveLength(1000)
})
