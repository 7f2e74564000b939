import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { Clock } from '../../src/core/clock.ts'
import { Faults } from '../../src/core/faults.ts'
import { machine } from '../../src/core/machine.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Namespace } from '../../src/core/namespace.ts'
import { messages } from '../../src/core/outbox.ts'
import { Problem } from '../../src/core/problem.ts'
import { Random } from '../../src/core/random.ts'
import { RequestLog } from '../../src/core/request-log.ts'
import { Store } from '../../src/core/store.ts'
import { createApp } from '../../src/http/app.ts'
import type { ControlHandlers } from '../../src/http/services.ts'
import { conomy } from '../../src/vendors/conomy/index.ts'
import type { Handler, Surface, SurfaceEntry, Vendor } from '../../src/vendors/vendor.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const contract = await Contract.load()

type Parts = { control?: ControlHandlers; vendors?: Vendor[]; checkResponses?: boolean }

/** The HTTP side with handlers of the test's own, and what it reports. */
async function appWith({ control = {}, vendors = [], checkResponses = true }: Parts) {
  const reported: unknown[] = []
  const report = (error: unknown) => reported.push(error)
  const store = await Store.open(new MemoryAdapter())
  const namespace = new Namespace({ store, clock: new Clock(machine, report), random: Random.seeded(1) })
  const others = contract.operations.map(({ name }) => [name, () => ({})] as const)
  const main = {
    prefix: '',
    namespace,
    checkEvent: await contract.eventCheck(),
    traces: Random.seeded(2),
    settings: {},
    faults: new Faults('1'),
    log: new RequestLog(() => undefined),
    ended: new AbortController().signal,
    control: { ...Object.fromEntries(others), ...control },
  }
  const app = createApp({
    vendors,
    services: {
      contract,
      auth: true,
      strict: false,
      checkResponses,
      report,
      machine,
      isLoopback: () => true,
      token: undefined,
    },
    sites: { main, isOpen: () => true, named: () => main },
  })
  const call = async (method: string, path: string) =>
    await app.fetch(new Request(`http://localhost:4010${path}`, { method }))
  return { call, reported, store }
}

test('an answer that the contract does not know is a bug: 500, and the report names operation and field', async () => {
  const { call, reported } = await appWith({ control: { reset: () => ({ seed: '1', rows: {} }) } })

  const response = await call('POST', '/_sandbox/reset')

  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({ type: 'urn:fintech-sandbox:problem:internal' })
  expect(String(reported)).toBe('Error: sandbox.reset answers 200 against the contract: seed must be integer')
})

test('without the check the same answer is sent as it is', async () => {
  const control = { reset: () => ({ seed: '1', rows: {} }) }
  const { call, reported } = await appWith({ control, checkResponses: false })

  const response = await call('POST', '/_sandbox/reset')

  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ seed: '1', rows: {} })
  expect(reported).toEqual([])
})

test('what JSON leaves out is not checked', async () => {
  const { call } = await appWith({ control: { reset: () => ({ seed: 1, rows: {}, more: undefined }) } })

  expect((await call('POST', '/_sandbox/reset')).status).toBe(200)
})

test('a status that the contract does not know is a bug', async () => {
  const control = {
    reset: () => {
      throw new Problem('too-many', 'Slowly')
    },
  }
  const { call, reported } = await appWith({ control })

  const response = await call('POST', '/_sandbox/reset')

  expect(response.status).toBe(500)
  expect(String(reported)).toBe('Error: sandbox.reset answers 429, which is not in the contract')
})

test('a bug is reported once, whatever the operation documents', async () => {
  const control = {
    getHealth: () => {
      throw new Error('a bug')
    },
  }
  const { call, reported } = await appWith({ control })

  const response = await call('GET', '/_sandbox/health')

  expect(response.status).toBe(500)
  expect(String(reported)).toBe('Error: a bug')
})

test('an event whose payload is not what the contract says is a bug, and is not queued', async () => {
  const emitGarbage: Handler = (_input, { emit }) => {
    emit('customer.levelChanged', 'demo-client', { garbage: true })
    return {}
  }
  const surfaces = conomy.surfaces.map((entry) => ({ name: entry.name, load: () => garbled(entry) }))
  const garbled = async (entry: SurfaceEntry): Promise<Surface> => {
    const surface = await entry.load()
    return { ...surface, handlers: { ...surface.handlers, approveDocument: emitGarbage } }
  }
  const { call, reported, store } = await appWith({ vendors: [{ ...conomy, surfaces }] })

  const response = await call('POST', '/_sandbox/conomy/customers/1/documents/0/approve')

  expect(response.status).toBe(500)
  expect(String(reported)).toContain('customer.levelChanged')
  expect([...store.table(messages).all()]).toEqual([])
})

const approve = `/_sandbox/conomy/customers/${ANA}/documents/0/approve`
const large = JSON.stringify({ url: 'x'.repeat(1_500_000) })

test.each([
  [403, 'POST', approve, undefined, { origin: 'http://example.com', host: 'localhost:4010' }],
  [403, 'GET', '/_sandbox/health', undefined, { origin: 'http://example.com', host: 'localhost:4010' }],
  [413, 'POST', '/_sandbox/webhooks/endpoints', large, {}],
  [413, 'POST', approve.replace('approve', 'upload'), large, {}],
  [400, 'GET', '/_sandbox/webhooks/endpoints/1?__proto__=1', undefined, {}],
  [400, 'POST', `${approve}?__proto__=1`, undefined, {}],
])('a refusal with %i is the same with the check: %s %s', async (expected, method, path, raw, headers) => {
  const checked = await freshSandbox()
  const unchecked = await freshSandbox({ checkResponses: false })
  const options = raw === undefined ? { headers } : { headers, raw }

  const withCheck = await checked.request(method, path, undefined, options)
  const without = await unchecked.request(method, path, undefined, options)

  expect(without.status).toBe(expected)
  expect(withCheck.status).toBe(expected)
})
