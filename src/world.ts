import { setMaxListeners } from 'node:events'
import type { Time } from './control/context.ts'
import { controlHandlers } from './control/index.ts'
import { Faults } from './core/faults.ts'
import { Feed, isTold } from './core/feed.ts'
import type { Namespace } from './core/namespace.ts'
import type { Origin } from './core/origin.ts'
import { Random } from './core/random.ts'
import { RequestLog } from './core/request-log.ts'
import type { Snapshot } from './core/snapshot.ts'
import { Snapshots } from './core/snapshots.ts'
import { Dispatcher } from './delivery/dispatcher.ts'
import { beginningOf, type Common, DEFAULT, furnished, type Place, seedOf } from './furnishing.ts'
import type { Stage } from './vendors/acting.ts'
import { rowChecker } from './vendors/rows.ts'
import type { Settings } from './vendors/settings.ts'
import { Timekeeper } from './vendors/timekeeper.ts'
import type { Seed } from './vendors/vendor.ts'

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
    const { contract, vendors, seed, settings, machine, report, post, webhookTimeout: timeout } = common
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
      post,
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
        this.#replace('import', (draft) => draft.load(rows), { ...beginningOf(common), ...origin }),
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
    const world = new World(await furnished(place, common), place, common)
    world.#start()
    return world
  }

  /** Resolves when no webhook is due and none is under way. */
  settled(): Promise<void> {
    return this.#dispatcher.settled()
  }

  /** Goes back to the seeded state. */
  async reset(): Promise<void> {
    const fill = await seedOf(this.name, this.#common, this.namespace.clock)
    await this.#replace('reset', fill, beginningOf(this.#common), () => this.faults.clear())
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
    if (now) this.namespace.clock.state = beginningOf(this.#common).clock
    this.#dispatcher.start()
    this.#timekeeper.start()
    this.namespace.onCommitted(({ alarms, changes }) => {
      if (changes.some(isTold))
        this.#feed.tell({ number: 0, kind: 'rows', subject: { changes, at: this.namespace.clock.now() } })
      for (const alarm of alarms) this.#timekeeper.set(alarm)
    })
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
}
