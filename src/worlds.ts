import type { Neighbour, Neighbours } from './control/context.ts'
import type { Timer } from './core/machine.ts'
import { MemoryAdapter } from './core/memory-adapter.ts'
import { Problem } from './core/problem.ts'
import type { StoreAdapter } from './core/store.ts'
import { type Common, DEFAULT } from './furnishing.ts'
import { World } from './world.ts'

/** How many namespaces there may be beside the default one. */
const LIMIT = 100

/** How long a namespace is kept that nobody asks for anything, in ms of the machine's time. */
const IDLE = 3_600_000

type Named = { opening: Promise<World>; world?: World; usedAt: number }

/** Every namespace of a server: the default one, which may be kept on disk, and those that were named since. */
export class Worlds implements Neighbours {
  readonly limit = LIMIT
  readonly main: World
  readonly #common: Common
  readonly #named = new Map<string, Named>()
  #timer: Timer | undefined

  private constructor(main: World, common: Common) {
    this.main = main
    this.#common = common
  }

  /** Throws a StartError, and gives the data back, when it cannot be used. */
  static async open(adapter: StoreAdapter, storage: 'disk' | 'memory', common: Common): Promise<Worlds> {
    const neighbours = (): Worlds => worlds
    const worlds: Worlds = new Worlds(await World.open({ name: DEFAULT, storage, adapter, neighbours }, common), common)
    return worlds
  }

  /** The namespace of this name; a fresh one on its first use. Throws a Problem of kind `unavailable`. */
  named(name: string): World | Promise<World> {
    if (name === DEFAULT) return this.main
    const found = this.#named.get(name)
    if (!found) return this.#open(name)
    found.usedAt = this.#common.machine.elapsed()
    return found.world ?? found.opening
  }

  isOpen(name: string): boolean {
    return name === DEFAULT || this.#named.has(name)
  }

  /** Whether it was not dropped: another one may go by its name since. */
  holds(world: World): boolean {
    return world === this.main || this.#named.get(world.name)?.world === world
  }

  list(): Neighbour[] {
    const now = this.#common.machine.elapsed()
    const others = [...this.#named.values()].flatMap(({ world, usedAt }) =>
      world ? [toNeighbour(world, now - usedAt)] : [],
    )
    return [toNeighbour(this.main, null), ...others]
  }

  /** Ends a namespace, and says whether there was one. Throws a Problem of kind `state` for the default one. */
  async drop(name: string): Promise<boolean> {
    if (name === DEFAULT) throw new Problem('state', 'The default namespace stays; POST /_sandbox/reset empties it')
    const found = this.#named.get(name)
    if (!found) return false
    this.#named.delete(name)
    await (await found.opening).close()
    return true
  }

  /** Lets go of those who would wait for ever, in every namespace. */
  release(): void {
    this.main.release()
    for (const { world } of this.#named.values()) world?.release()
  }

  async close(): Promise<void> {
    this.#timer?.cancel()
    await Promise.all([...this.#named.keys()].map((name) => this.drop(name)))
    await this.main.close()
  }

  #open(name: string): Promise<World> {
    if (this.#named.size >= LIMIT) {
      throw new Problem(
        'unavailable',
        `There are ${LIMIT} namespaces, and there may be no more; drop one with DELETE /_sandbox/namespaces/{name}`,
      )
    }
    const place = { name, storage: 'memory', adapter: new MemoryAdapter(), neighbours: () => this } as const
    const opening = World.open(place, this.#common)
    const entry: Named = { opening, usedAt: this.#common.machine.elapsed() }
    this.#named.set(name, entry)
    opening.then(
      (world) => {
        entry.world = world
      },
      () => this.#named.delete(name),
    )
    this.#timer ??= this.#wake(IDLE)
    return opening
  }

  #wake(delay: number): Timer {
    return this.#common.machine.after(delay, () => this.#dropIdle())
  }

  /** Looks again when the next one may have been idle for long enough. */
  #dropIdle(): void {
    const idle = (usedAt: number): number => this.#common.machine.elapsed() - usedAt
    for (const [name, { usedAt }] of this.#named) {
      if (idle(usedAt) >= IDLE) this.drop(name).catch(this.#common.report)
    }
    const longest = Math.max(0, ...[...this.#named.values()].map(({ usedAt }) => idle(usedAt)))
    this.#timer = this.#named.size > 0 ? this.#wake(IDLE - longest) : undefined
  }
}

const toNeighbour = ({ name, storage, namespace }: World, idle: number | null): Neighbour => ({
  name,
  storage,
  namespace,
  idle,
})
