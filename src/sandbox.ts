import { Contract } from './contract/contract.ts'
import { controlHandlers } from './control/index.ts'
import { Clock, type Fired } from './core/clock.ts'
import { JournalAdapter } from './core/journal-adapter.ts'
import { type Machine, machine as thisMachine } from './core/machine.ts'
import { MemoryAdapter } from './core/memory-adapter.ts'
import { Namespace } from './core/namespace.ts'
import { type Message, messages } from './core/outbox.ts'
import { Problem } from './core/problem.ts'
import { Random } from './core/random.ts'
import { StartError } from './core/start-error.ts'
import { Store } from './core/store.ts'
import { Dispatcher } from './delivery/dispatcher.ts'
import { createApp } from './http/app.ts'
import { type Listening, listen } from './http/listen.ts'
import { vendors } from './vendors/index.ts'
import { parseSettings as parse, SettingError, type Settings, withDefaults } from './vendors/settings.ts'
import { Timekeeper } from './vendors/timekeeper.ts'
import type { Seed } from './vendors/vendor.ts'

export { SettingError, StartError }

export type SandboxOptions = {
  /** The same seed gives the same rows and ids. */
  seed?: number
  /** The folder of the data; none keeps nothing. */
  data?: string | undefined
  /** False: clients need no credentials, only the tenant's name. */
  auth?: boolean
  /** Refuse unknown fields and parameters instead of warning. */
  strict?: boolean
  /** Check everything that is sent against the contract; a violation is a 500. */
  checkResponses?: boolean
  /** By vendor and name; what is left out has its default. */
  settings?: Settings
  /** Stand still at this time from the start. */
  now?: Date
  /** Instead of the vendors' webhook timeouts, in ms. */
  webhookTimeout?: number
  machine?: Machine
  /** Hears of bugs, and of failures to write. */
  report?: (error: unknown) => void
  /** Hears, a line at a time, of what a person should know. */
  warn?: (line: string) => void
}

/** A running sandbox. It answers in process by `fetch`, and on a port after `listen`. */
export type Sandbox = AsyncDisposable & {
  fetch(request: Request): Promise<Response>
  /** Rejects with the system's error when the port is taken. */
  listen(address: { host?: string; port?: number }): Promise<Listening>
  /** Resolves when no webhook is due and none is under way. */
  settled(): Promise<void>
  /** What vendors have told their clients, oldest first. */
  messages(): Message[]
  clock: { now(): Date; advance(ms: number): Promise<Fired[]> }
  reset(): Promise<void>
  /** Stops listening and delivering, and leaves the data readable by a person. */
  close(): Promise<void>
}

/**
 * Builds every part and puts them together; the only place that knows them all. Throws a StartError when the data
 * folder cannot be used, a SettingError when there is no such setting.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { seed = 1, data, auth = true, strict = false, checkResponses = false, machine = thisMachine } = options
  const report = options.report ?? ((error: unknown) => console.error(error))
  const warn = options.warn ?? ((line: string) => console.error(line))

  const settings = withDefaults(options.settings ?? {}, vendors)
  const contract = await Contract.load()
  const adapter = data === undefined ? new MemoryAdapter() : await JournalAdapter.open(data, { machine, warn })
  const store = await Store.open(adapter)
  const namespace = await openNamespace(store, { clock: new Clock(machine, report), random: Random.seeded(seed) })
  const dispatcher = new Dispatcher({ namespace, vendors, settings, machine, report, timeout: options.webhookTimeout })
  const stage = { namespace, settings, checkEvent: checkResponses ? await contract.eventCheck() : () => undefined }
  const timekeeper = new Timekeeper(vendors, stage)
  const reset = async (): Promise<void> => {
    const put = await loadSeeds()
    // Nobody may run between the two: an attempt under way must not find a row of the same id.
    dispatcher.forget()
    try {
      await namespace.refill(put, Random.seeded(seed))
      standStill()
      timekeeper.start()
    } finally {
      // What is there now, or, when it could not be written, what was there before.
      dispatcher.resume()
    }
  }
  const standStill = (): void => {
    if (options.now) namespace.clock.state = { offset: 0, frozenAt: options.now.getTime() }
  }
  if (store.isEmpty) await fillFirst(namespace, seed)
  standStill()
  for (const vendor of vendors) vendor.prepare(store)
  dispatcher.start()
  timekeeper.start()
  namespace.onCommitted(({ alarms }) => {
    for (const alarm of alarms) timekeeper.set(alarm)
  })

  let isLoopback = true
  const services = {
    ...stage,
    contract,
    traces: Random.seeded(`${seed} traces`),
    auth,
    strict,
    checkResponses,
    report,
    isLoopback: () => isLoopback,
  }
  const storage = data === undefined ? 'memory' : 'disk'
  const control = controlHandlers({ contract, namespace, dispatcher, vendors, storage, seed, reset })
  const app = createApp({ vendors, control, services })
  const listening = new Set<Listening>()

  const close = async (): Promise<void> => {
    await Promise.all([...listening].map((server) => server.close()))
    listening.clear()
    await dispatcher.stop()
    namespace.clock.clear()
    await namespace.store.close()
  }
  return {
    fetch: async (request) => await app.fetch(request),
    async listen({ host = '127.0.0.1', port = 0 }) {
      isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
      const server = await listen(app, { host, port, machine })
      listening.add(server)
      return server
    },
    settled: () => dispatcher.settled(),
    messages: () => [...namespace.store.table(messages).all()],
    clock: {
      now: () => namespace.clock.now(),
      async advance(ms) {
        const fired = await namespace.clock.advance((now) => new Date(now.getTime() + ms))
        await namespace.keepClock()
        return fired
      },
    },
    reset,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** What puts every vendor's first rows into an empty store. */
async function loadSeeds(): Promise<Seed> {
  const seeds = await Promise.all(vendors.map((vendor) => vendor.loadSeed()))
  return (draft, random) => {
    for (const put of seeds) put(draft, random)
  }
}

/** Puts the first rows in. Throws a StartError, and gives the folder back, when they cannot be written. */
async function fillFirst(namespace: Namespace, seed: number): Promise<void> {
  try {
    await namespace.refill(await loadSeeds(), Random.seeded(seed))
  } catch (error) {
    await namespace.store.abandon()
    const cause = error instanceof Problem && error.cause instanceof Error ? error.cause : error
    throw new StartError(
      `the first rows cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause: error,
      },
    )
  }
}

/** Gives the data back when it is of a newer format. */
async function openNamespace(store: Store, parts: { clock: Clock; random: Random }): Promise<Namespace> {
  try {
    return new Namespace({ store, ...parts })
  } catch (error) {
    await store.abandon()
    throw error
  }
}

/** `conomy.clampCount=true` and its like, as settings. Throws a SettingError. */
export const parseSettings = (texts: readonly string[]): Settings => parse(texts, vendors)

export type VendorDescription = { baseUrl: string; webhookSecret: string; tenants: Record<string, string>[] }

/** What a client needs to know of each vendor, for a server at `url`. */
export function describeVendors(url: string): Record<string, VendorDescription> {
  return Object.fromEntries(
    vendors.map(({ name, webhooks, tenants }) => [
      name,
      {
        baseUrl: `${url}/${name}`,
        webhookSecret: webhooks.demoSecret,
        tenants: tenants.map(({ credentials }) => ({ ...credentials })),
      },
    ]),
  )
}

export async function version(): Promise<string> {
  return (await Contract.load()).version
}
