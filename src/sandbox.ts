import { Contract } from './contract/contract.ts'
import { EndpointError, settleStanding } from './control/standing-endpoints.ts'
import { JournalAdapter } from './core/journal-adapter.ts'
import { type Machine, machine as thisMachine } from './core/machine.ts'
import { maskedTarget } from './core/masking.ts'
import { MemoryAdapter } from './core/memory-adapter.ts'
import { shown } from './core/mistake.ts'
import { StartError } from './core/start-error.ts'
import { post as postOverHttp } from './delivery/post.ts'
import type { Common } from './furnishing.ts'
import { nameOf } from './http/address.ts'
import { type App, createApp } from './http/app.ts'
import { type Listening, listen } from './http/listen.ts'
import { NOWHERE } from './library/access.ts'
import { type Playground, playground } from './library/playground.ts'
import {
  type Address,
  requireAddress,
  requireOptions,
  type SandboxOptions,
  type UnmatchedCall,
  type WebhookOptions,
} from './options.ts'
import { descriptionOf, type VendorDescription } from './vendors/description.ts'
import { vendors } from './vendors/index.ts'
import { parseSettings as parse, SettingError, type Settings, withDefaults } from './vendors/settings.ts'
import type { World } from './world.ts'
import { Worlds } from './worlds.ts'

export {
  type Address,
  EndpointError,
  type SandboxOptions,
  SettingError,
  StartError,
  type UnmatchedCall,
  type WebhookOptions,
}

/** A running sandbox: its default namespace, and the others by name. */
export type Sandbox = Playground &
  AsyncDisposable & {
    /**
     * Opens a port, for those who cannot use `fetch`. Rejects with the system's error when it is taken, and with a
     * SettingError when the address makes no sense.
     */
    listen(address?: Address): Promise<Listening>
    /**
     * Makes it on its first use. Rejects with a Problem when there are too many, or the name is not one, and with a
     * TypeError when it is not even a text. Once it is dropped, or idle for an hour, everything of it refuses.
     */
    namespace(name: string): Promise<Playground>
    /** Stops listening and delivering, and leaves the data readable by a person. Whoever asks it then is rejected. */
    close(): Promise<void>
  }

/** The parts of a sandbox. `door` is how it is reached: `isLoopback` only from this machine. */
export type Assembly = {
  contract: Contract
  worlds: Worlds
  app: App
  machine: Machine
  door: { isLoopback: boolean }
}

/**
 * Builds every part and puts them together; the only place that knows them all. Throws a StartError when the data
 * folder cannot be used, a SettingError when there is no such option or setting or it takes something else, an
 * EndpointError when a webhook makes no sense.
 */
export async function assemble(options: SandboxOptions = {}): Promise<Assembly> {
  requireOptions(options)
  const { seed = 1, data, auth = true, strict = false, checkResponses = false, machine = thisMachine } = options
  const { now, webhookTimeout, post = postOverHttp, disk, token } = options
  const report = options.report ?? ((error: unknown) => console.error(error))
  const warn = options.warn ?? ((line: string) => console.error(line))

  const settings = withDefaults(options.settings ?? {}, vendors)
  const contract = await Contract.load()
  const checkEvent = checkResponses ? await contract.eventCheck() : () => undefined
  const endpoints = await settleStanding(options.webhooks ?? [], { contract, vendors })
  const unmatched: Common['unmatched'] = ({ method, target, status }, namespace) =>
    options.unmatched?.({ method, path: maskedTarget(target), status, namespace })
  const fixed = { contract, vendors, seed, settings, checkEvent, endpoints }
  const common: Common = { ...fixed, unmatched, now, webhookTimeout, post, machine, report }
  const adapter = data === undefined ? new MemoryAdapter() : await JournalAdapter.open(data, { machine, warn, ...disk })
  const worlds = await Worlds.open(adapter, data === undefined ? 'memory' : 'disk', common)

  const door = { isLoopback: true }
  const isLoopback = (): boolean => door.isLoopback
  const services = { contract, auth, strict, checkResponses, report, machine, token, isLoopback }
  return { contract, worlds, app: createApp({ vendors, services, sites: worlds }), machine, door }
}

/** A sandbox that is ready to be used. Throws as `assemble` does. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { contract, worlds, app, machine, door } = await assemble(options)
  const { patience, token } = options
  const listening = new Set<Listening>()

  const open = async (address: Address = {}): Promise<Listening> => {
    requireAddress(address)
    const { host = '127.0.0.1', port = 0 } = address
    door.isLoopback = host === 'localhost' || host === '::1' || host.startsWith('127.')
    const server = await listen(app, { host, port, machine, patience })
    listening.add(server)
    return server
  }
  const openFirst = async (port: number): Promise<string> => {
    try {
      return (await open({ port })).url
    } catch (error) {
      await worlds.close()
      throw error
    }
  }
  let isClosed = false
  const show = (world: World, name?: string): Playground => {
    const loss = (): Error | undefined => (isClosed || worlds.holds(world) ? undefined : dropped(world))
    const answer = async (request: Request): Promise<Response> => {
      const reason = isClosed ? new Error('The sandbox is closed') : loss()
      if (reason) throw reason
      return await app.fetch(request, undefined, name)
    }
    return playground(world, { answer, loss, url, contract, vendors, machine, token })
  }
  const close = async (): Promise<void> => {
    isClosed = true
    worlds.release()
    await Promise.all([...listening].map((server) => server.close()))
    listening.clear()
    await worlds.close()
  }
  const url = options.port === undefined ? NOWHERE : await openFirst(options.port)
  return {
    ...show(worlds.main),
    listen: open,
    async namespace(name) {
      requireText(name)
      return show(await worlds.named(nameOf(name)), name)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

const dropped = ({ name }: World): Error =>
  new Error(`the namespace ${name} was dropped; ask for it again with sandbox.namespace("${name}")`)

/** Throws a TypeError for what JavaScript would make the text `undefined` of, and take for a name. */
function requireText(name: unknown): void {
  if (typeof name === 'string') return
  throw new TypeError(`a namespace is named with a text, as in sandbox.namespace("ci-7"), not ${shown(name)}`)
}

/** `conomy.clampCount=true` and its like, as settings. Throws a SettingError. */
export const parseSettings = (texts: readonly string[]): Settings => parse(texts, vendors)

/** What a client needs to know of each vendor, for a server at `url`. */
export const describeVendors = (url: string): Record<string, VendorDescription> => descriptionOf(vendors, url)
