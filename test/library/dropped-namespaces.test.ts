import { expect, test } from 'vitest'
import type { Playground } from '../../src/index.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const DROPPED = new Error('the namespace ci-7 was dropped; ask for it again with sandbox.namespace("ci-7")')
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

const drop = (sandbox: TestSandbox) => sandbox.request('DELETE', '/_sandbox/namespaces/ci-7')
const namesIn = async (sandbox: TestSandbox): Promise<string[]> =>
  (await sandbox.call('sandbox.listNamespaces')).namespaces.map(({ name }) => name)

test.each<[string, (job: Playground) => Promise<unknown>]>([
  ['call', (job) => job.call('sandbox.getHealth')],
  ['fetch', (job) => job.fetch('/_sandbox/health')],
  ['request', (job) => job.request('GET', CUSTOMERS)],
  ['webhooks.next', (job) => job.webhooks.next('customer.levelChanged')],
  ['clock.advance', (job) => job.clock.advance(1)],
  ['clock.freeze', (job) => job.clock.freeze()],
  ['clock.resume', (job) => job.clock.resume()],
  ['settled', (job) => job.settled()],
  ['reset', (job) => job.reset()],
  ['snapshot', (job) => job.snapshot()],
])('%s of a namespace that was dropped is refused, and makes no other', async (_what, use) => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  await drop(sandbox)

  await expect(use(job)).rejects.toThrow(DROPPED)

  expect(await namesIn(sandbox)).toEqual(['default'])
})

test('what is read at once of a namespace that was dropped is refused as well', async () => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  await job.call('conomy-customers.approveDocument', { params: { id: '69a000000000000000000001', index: 0 } })
  const event = await job.webhooks.next('customer.levelChanged')
  const before = await job.snapshot()
  await drop(sandbox)

  expect(() => job.webhooks.all()).toThrow(DROPPED)
  expect(() => job.webhooks.toRequest(event, 'http://localhost:3000/')).toThrow(DROPPED)
  expect(() => job.clock.now()).toThrow(DROPPED)
  await expect(job.restore(before)).rejects.toThrow(DROPPED)
})

test('whoever waits for an event when the namespace is dropped hears that it was', async () => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  const refused = expect(job.webhooks.next('customer.levelChanged')).rejects.toThrow(DROPPED)

  await job.call('sandbox.deleteNamespace', { params: { name: 'ci-7' } })

  await refused
})

test('a namespace of the same name is another one, and the old one stays dropped', async () => {
  const sandbox = await freshSandbox()
  const old = await sandbox.namespace('ci-7')
  await drop(sandbox)

  const job = await sandbox.namespace('ci-7')

  expect((await job.request('GET', CUSTOMERS)).status).toBe(200)
  expect(job.webhooks.all()).toEqual([])
  await expect(old.request('GET', CUSTOMERS)).rejects.toThrow(DROPPED)
})

test('a namespace that was idle for an hour is dropped in the same way', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  const job = await sandbox.namespace('ci-7')

  machine.pass(3_600_000)
  machine.ring()

  await expect(job.request('GET', CUSTOMERS)).rejects.toThrow(DROPPED)
  await expect(job.snapshot()).rejects.toThrow(DROPPED)
})

test('the default namespace by its name is the sandbox itself, and is never dropped', async () => {
  const sandbox = await freshSandbox()
  const same = await sandbox.namespace('default')

  const { status } = await sandbox.request('DELETE', '/_sandbox/namespaces/default')

  expect(status).toBe(409)
  expect((await same.request('GET', CUSTOMERS)).status).toBe(200)
})
