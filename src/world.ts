import { setMaxListeners } from 'node:events'
import type { Contract } from './contract/contract.ts'
import type { Neighbours, Time } from './control/context.ts'
import { controlHandlers } from './control/index.ts'
import { putStanding, type StandingEndpoint } from './control/standing-endpoints.ts'
import { Clock } from './core/clock.ts'
import type { Draft } from './core/collection.ts'
import { Faults } from './core/faults.ts'
import { Feed, isTold } from './core/feed.ts'
import type { Machine } from './core/machine.ts'
import { Namespace, type Origin } from './core/namespace.ts'
import { suggestion } from './core/nearest.ts'
import { type Message, messages } from './core/outbox.ts'
import { Problem } from './core/problem.ts'
import { Random } from './core/random.ts'
import { type Exchange, RequestLog } from './core/request-log.ts'
import type { Snapshot } from './core/snapshot.ts'
import { Snapshots } from './core/snapshots.ts'
import { StartError } from './core/start-error.ts'
import { Store, type StoreAdapter } from './core/store.ts'
import { Dispatcher } from './delivery/dispatcher.ts'
import type { Stage } from './vendors/acting.ts'
import { rowChecker } from './vendors/rows.ts'
import type { Settings } from './vendors/settings.ts'
import { Timekeeper } from './vendors/timekeeper.ts'
import type { Seed, Vendor } from './vendors/vendor.ts'

/** The name of the namespace that is meant when none is. */
export const DEFAULT = 'default'

/** What is the same in every namespace of a server. */
export type Common = {
  contract: Contract
  vendors: readonly Vendor[]
  /** The same seed gives the same rows and ids. */
  seed: number
  settings: Settings
  checkEvent: Stage['checkEvent']
  /** Stand still at this time from the start. */
  now: Date | undefined
  /** Instead of the vendors' webhook timeouts, in ms. */
  webhookTimeout: number | undefined
  /** The webhook endpoints that the default namespace always has. */
  endpoints: readonly StandingEndpoint[]
  /** Hears of a call that is none of the contract's operations. */
  unmatched: (exchange: Exchange, namespace: string) => void
  machine: Machine
  report: (error: unknown) => void
}

type Place = { name: string; storage: 'disk' | 'memory'; adapter: StoreAdapter; neighbours: () => Neighbours }

/** One namespace that lives: its rows, and everybody who acts on them by request, by time or by webhook. */
export class World {
  readonly name: string
  readonly storage: 'disk' | 'memory'
  /** What comes behind the host in its URLs. */
  readonly prefix: string
  readonly namespace: Namespace
  readonly settings: Settings
  readonly checkEvent: Stage['checkEvent']
  readonly traces: Random
  readonly control: ReturnType<typeof controlHandlers>
  readonly faults: Faults
  readonly log: RequestLog
  /** The moves of its clock. */
  readonly time: Time
  readonly #ending = new AbortController()
  readonly #feed = new Feed()
  readonly #common: Common
  readonly #dispatcher: Dispatcher
  readonly #timekeeper: Timekeeper

  private constructor(namespace: Namespace, { name, storage, neighbours }: Place, common: Common) {
    const { contract, vendors, seed, settings, machine, report, webhookTimeout: timeout } = common
    this.name = name
    this.storage = storage
    this.prefix = name === DEFAULT ? '' : `/@${name}`
    this.namespace = namespace
    this.settings = settings
    this.checkEvent = common.checkEvent
    this.traces = Random.seeded(`${seed} traces`)
    this.#common = common
    // Every call that is held back listens to it.
    setMaxListeners(0, this.#ending.signal)
    this.faults = new Faults(`${seed} faults`)
    this.log = new RequestLog((subject) => {
      this.#feed.tell({ number: 0, kind: 'request', subject })
      if (subject.operation === undefined) common.unmatched(subject, name)
    })
    this.#dispatcher = new Dispatcher({
      namespace,
      vendors,
      settings,
      faults: this.faults,
      heard: (subject) => this.#feed.tell({ number: 0, kind: 'delivery', subject }),
      machine,
      report,
      timeout,
    })
    this.#timekeeper = new Timekeeper(vendors, this)
    this.time = {
      advance: (target) => this.#moved(namespace.clock.advance(target)),
      freeze: (target) => this.#moved(namespace.clock.freeze(target)),
      resume: () => this.#moved(namespace.clock.resume()),
    }
    this.control = controlHandlers({
      contract,
      namespace,
      dispatcher: this.#dispatcher,
      vendors,
      storage,
      seed,
      reset: () => this.reset(),
      restore: (snapshot) => this.restore(snapshot),
      import: (rows, origin) =>
        this.#replace('import', (draft) => draft.load(rows), { ...this.#beginning(), ...origin }),
      time: this.time,
      rowChecker,
      snapshots: new Snapshots(),
      name,
      faults: this.faults,
      log: this.log,
      feed: this.#feed,
      machine,
      neighbours,
    })
  }

  /**
   * Fills an empty store, and puts into another what is always there. Throws a StartError, and gives the data back, when
   * it cannot be used.
   */
  static async open(place: Place, common: Common): Promise<World> {
    const store = await Store.open(place.adapter)
    const namespace = await namespaceOf(store, common)
    const world = new World(namespace, place, common)
    await world.#examine()
    await world.#furnish()
    world.#start()
    return world
  }

  /** Resolves when no webhook is due and none is under way. */
  settled(): Promise<void> {
    return this.#dispatcher.settled()
  }

  /** What vendors have told their clients, oldest first. */
  messages(): Message[] {
    return [...this.namespace.store.table(messages).all()]
  }

  /** Goes back to the seeded state. */
  async reset(): Promise<void> {
    await this.#replace('reset', await this.#seed(), this.#beginning(), () => this.faults.clear())
  }

  /** Goes back to a snapshot, at once for everybody. */
  restore({ rows, origin }: Snapshot): Promise<void> {
    return this.#replace('restore', (draft) => draft.load(rows), origin)
  }

  /** Aborted when it closes. */
  get ended(): AbortSignal {
    return this.#ending.signal
  }

  /** Lets go of those who would wait for ever: streams, and calls that a fault holds. */
  release(): void {
    this.#ending.abort()
    this.#feed.end()
  }

  async close(): Promise<void> {
    this.release()
    await this.#dispatcher.stop()
    this.namespace.clock.clear()
    await this.namespace.store.close()
  }

  #start(): void {
    const { now } = this.#common
    if (now) this.namespace.clock.state = this.#beginning().clock
    this.#dispatcher.start()
    this.#timekeeper.start()
    this.namespace.onCommitted(({ alarms, changes }) => {
      if (changes.some(isTold))
        this.#feed.tell({ number: 0, kind: 'rows', subject: { changes, at: this.namespace.clock.now() } })
      for (const alarm of alarms) this.#timekeeper.set(alarm)
    })
  }

  /** Time and chance as on the first start with this seed. */
  #beginning(): Origin {
    const { now, seed } = this.#common
    return { random: Random.seeded(seed).state, clock: { offset: 0, frozenAt: now?.getTime() ?? null } }
  }

  /** Other rows, time and chance, at once for everybody. Moves of the clock that are under way end first. */
  #replace(what: 'reset' | 'import' | 'restore', fill: Seed, origin: Origin, also?: () => void): Promise<void> {
    // What is under way is cut off first, because a move may be waiting for it.
    this.#dispatcher.forget()
    return this.namespace.clock.whenStill(async () => {
      // Nobody may run between the two: an attempt under way must not find a row of the same id.
      this.#dispatcher.forget()
      try {
        await this.namespace.refill(fill, origin)
        also?.()
        this.#tellState(what)
      } finally {
        // What is there now, or, when it could not be written, what was there before.
        this.#timekeeper.start()
        this.#dispatcher.resume()
      }
    })
  }

  async #moved<T>(move: Promise<T>): Promise<T> {
    const result = await move
    await this.namespace.keepClock()
    this.#tellState('clock')
    return result
  }

  #tellState(what: 'reset' | 'import' | 'restore' | 'clock'): void {
    this.#feed.tell({ number: 0, kind: 'state', subject: { what, at: this.namespace.clock.now() } })
  }

  /** What the first rows are made by: vendors' seeds, and the endpoints that are always there. */
  async #seed(): Promise<Seed> {
    const put = await loadSeeds(this.#common.vendors)
    return (draft, random) => {
      put(draft, random)
      this.#putStanding(draft)
    }
  }

  #putStanding(draft: Draft): void {
    if (this.name === DEFAULT) putStanding(this.#common.endpoints, draft, this.namespace.clock.now())
  }

  /** Makes every index. Throws a StartError, and gives the folder back, when there is something that nobody knows. */
  async #examine(): Promise<void> {
    const { store } = this.namespace
    for (const vendor of this.#common.vendors) vendor.prepare(store)
    const [stranger] = store.strangers
    if (stranger === undefined) return
    const place = await store.placeOf([stranger])
    await store.abandon()
    throw new StartError(`${place}: there is no collection "${stranger}"${suggestion(stranger, store.known)}`)
  }

  /** Throws a StartError, and gives the folder back, when what has to be there cannot be written. */
  async #furnish(): Promise<void> {
    try {
      if (this.namespace.store.isEmpty) await this.namespace.refill(await this.#seed(), this.#beginning())
      else await this.namespace.transact(({ draft }) => this.#putStanding(draft))
    } catch (error) {
      await this.namespace.store.abandon()
      const cause = error instanceof Problem && error.cause instanceof Error ? error.cause : error
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new StartError(`the first rows cannot be written: ${reason}`, { cause: error })
    }
  }
}

/** Gives the data back when it is of a newer format. */
async function namespaceOf(store: Store, { machine, report, seed }: Common): Promise<Namespace> {
  try {
    return new Namespace({ store, clock: new Clock(machine, report), random: Random.seeded(seed) })
  } catch (error) {
    await store.abandon()
    throw error
  }
}

/** What puts every vendor's first rows into an empty store. */
async function loadSeeds(vendors: readonly Vendor[]): Promise<Seed> {
  const seeds = await Promise.all(vendors.map((vendor) => vendor.loadSeed()))
  return (draft, random) => {
    for (const put of seeds) put(draft, random)
  }
}
