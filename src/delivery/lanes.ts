import { nextTurn } from '../core/machine.ts'

/** How many posts to one endpoint may be under way. */
const WIDTH = 8

type Lane = { busy: number; waiting: (() => void)[]; next: number }

/** Keeps a slow endpoint from holding up another: each has a lane of its own, and waits for nobody else's. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>()

  async through<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { busy: 0, waiting: [], next: 0 }
    this.#lanes.set(name, lane)
    if (lane.busy >= WIDTH) await new Promise<void>((resolve) => lane.waiting.push(resolve))
    else lane.busy++
    try {
      return await work()
    } finally {
      this.#leave(name, lane)
    }
  }

  #leave(name: string, lane: Lane): void {
    const next = takeNext(lane)
    // Work that ends at once must not become a row of thousands with nobody else in between.
    if (next) void nextTurn().then(next)
    else if (--lane.busy === 0) this.#lanes.delete(name)
  }
}

/** Who has waited for longest. Thousands may wait, and taking the first out of a long list moves all the others. */
function takeNext(lane: Lane): (() => void) | undefined {
  const next = lane.waiting[lane.next++]
  if (lane.next < MANY && next) return next
  lane.waiting = lane.waiting.slice(lane.next)
  lane.next = 0
  return next
}

/** After so many the list is made anew. */
const MANY = 10_000
