import { expect, test } from 'vitest'
import { Clock } from '../../src/core/clock.ts'
import { endpoints } from '../../src/core/endpoints.ts'
import { Faults } from '../../src/core/faults.ts'
import { machine } from '../../src/core/machine.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Namespace } from '../../src/core/namespace.ts'
import { type Delivery, deliveries, messages } from '../../src/core/outbox.ts'
import { Random } from '../../src/core/random.ts'
import { Store } from '../../src/core/store.ts'
import { Dispatcher } from '../../src/delivery/dispatcher.ts'
import { post } from '../../src/delivery/post.ts'
import { conomy } from '../../src/vendors/conomy/index.ts'
import { ANA } from '../support/conomy.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'
import { advance, NOBODY, register } from './webhooks.ts'

const MESSAGE = {
  vendor: 'conomy',
  tenant: 'demo-client',
  event: 'customer.levelChanged',
  dialect: 'standard',
  data: {},
}
const ENDPOINT = {
  secret: null,
  events: ['*'],
  enabled: true,
  dialect: 'standard',
  createdAt: NOW.toISOString(),
}

class Full extends MemoryAdapter {
  isFull = false
  override write = () => (this.isFull ? Promise.reject(new Error('no space left')) : Promise.resolve())
}

/** A namespace with one endpoint, and what was handed to its dispatcher. */
async function namespaceOn(adapter: MemoryAdapter, url = NOBODY) {
  const clock = new Clock(machine, () => undefined, { offset: 0, frozenAt: +NOW })
  const namespace = new Namespace({ store: await Store.open(adapter), clock, random: Random.seeded(1) })
  await namespace.transact(({ draft }) =>
    draft.table(endpoints).insert({ id: 'whe_1', vendor: 'conomy', tenant: 'demo-client', url, ...ENDPOINT }),
  )
  const queued: Delivery[] = []
  namespace.onCommitted(({ queued: made }) => queued.push(...made))
  return { namespace, queued }
}

test('two approvals of the same document at the same time send one webhook', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  const approve = () => sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)

  const answers = await Promise.all([approve(), approve()])
  await sandbox.settled()
  await advance(sandbox, 86_400)

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(sandbox.messages()).toHaveLength(1)
  expect(receiver.received).toHaveLength(1)
})

test('what is told in a change that goes through is handed on when it is written', async () => {
  class Slow extends MemoryAdapter {
    written = Promise.resolve()
    override write = () => this.written
  }
  const adapter = new Slow()
  const { namespace, queued } = await namespaceOn(adapter)
  let finish = (): void => undefined
  adapter.written = new Promise((resolve) => {
    finish = resolve
  })

  const done = namespace.transact(({ send }) => send(MESSAGE))
  const before = [...queued]
  finish()
  await done

  expect(before).toEqual([])
  expect(queued).toMatchObject([{ status: 'pending', endpointId: 'whe_1' }])
})

test('what is told in a change that fails is never sent', async () => {
  const { namespace, queued } = await namespaceOn(new MemoryAdapter())

  const done = namespace.transact(({ send }) => {
    send(MESSAGE)
    throw new Error('the handler failed')
  })

  await expect(done).rejects.toThrow('the handler failed')
  expect(queued).toEqual([])
  expect(namespace.store.table(messages).size).toBe(0)
  expect(namespace.store.table(deliveries).size).toBe(0)
})

test('what is told in a change that cannot be written is never sent', async () => {
  const adapter = new Full()
  const { namespace, queued } = await namespaceOn(adapter)
  adapter.isFull = true

  const done = namespace.transact(({ send }) => send(MESSAGE))

  await expect(done).rejects.toMatchObject({ kind: 'storage' })
  expect(queued).toEqual([])
})

test('an attempt whose outcome cannot be written is reported, and the next one comes on time', async () => {
  const adapter = new Full()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const { namespace } = await namespaceOn(adapter, receiver.url)
  const reported: unknown[] = []
  const report = (error: unknown) => void reported.push(error)
  const dispatcher = new Dispatcher({
    settings: {},
    faults: new Faults('1'),
    heard: () => undefined,
    namespace,
    vendors: [conomy],
    machine,
    post,
    report,
  })
  await namespace.transact(({ send }) => send(MESSAGE))
  adapter.isFull = true
  dispatcher.start()
  await dispatcher.settled()
  adapter.isFull = false
  receiver.answer = answering(200)

  namespace.clock.state = { offset: 0, frozenAt: +NOW + 30_000 }
  await dispatcher.settled()

  expect(reported).toMatchObject([{ kind: 'storage' }])
  expect(receiver.received).toHaveLength(2)
  expect([...namespace.store.table(deliveries).all()]).toMatchObject([{ status: 'delivered' }])
})
