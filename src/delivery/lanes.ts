/** How many posts to one endpoint may be under way. */
const WIDTH = 8

/** Keeps a slow endpoint from holding up another: each has a lane of its own, and waits for nobody else's. */
export class Lanes {
  readonly #lanes = new Map<string, { busy: number; waiting: (() => void)[] }>()

  async through<T>(name: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(name) ?? { busy: 0, waiting: [] }
    this.#lanes.set(name, lane)
    if (lane.busy >= WIDTH) await new Promise<void>((resolve) => lane.waiting.push(resolve))
    else lane.busy++
    try {
      return await work()
    } finally {
      const next = lane.waiting.shift()
      if (next) next()
      else if (--lane.busy === 0) this.#lanes.delete(name)
    }
  }
}
