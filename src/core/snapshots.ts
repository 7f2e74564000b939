import { Problem } from './problem.ts'
import type { Snapshot } from './snapshot.ts'

/** How many snapshots a namespace keeps. */
const LIMIT = 20

/** Snapshots by name, in memory. They share the rows that did not change since, so that one costs little. */
export class Snapshots {
  readonly #byName = new Map<string, Snapshot>()

  list(): [name: string, snapshot: Snapshot][] {
    return [...this.#byName]
  }

  /** Throws a Problem of kind `not-found`. */
  named(name: string): Snapshot {
    const found = this.#byName.get(name)
    if (!found) throw new Problem('not-found', `There is no snapshot ${name.slice(0, 64)}`)
    return found
  }

  /** Replaces one of the same name. Throws a Problem of kind `state` when there are too many. */
  save(name: string, snapshot: Snapshot): void {
    if (!this.#byName.has(name) && this.#byName.size >= LIMIT)
      throw new Problem('state', `There are ${LIMIT} snapshots, and there may be no more; delete one first`)
    this.#byName.set(name, snapshot)
  }

  /** Throws a Problem of kind `not-found`. */
  remove(name: string): void {
    this.named(name)
    this.#byName.delete(name)
  }
}
