import type { Alarm } from '../core/namespace.ts'
import { Problem } from '../core/problem.ts'
import { act, type Stage } from './acting.ts'
import type { Vendor } from './vendor.ts'

/** When an alarm rings again whose outcome could not be stored, in ms of the sandbox's time. */
const UNWRITTEN_DELAY = 30_000

/**
 * Lets vendors act when the sandbox's clock says so: a payment expires, a deposit goes back. What is to come follows
 * from the rows, so nothing is lost by a restart.
 */
export class Timekeeper {
  readonly #vendors: readonly Vendor[]
  readonly #stage: Stage
  readonly #set = new Set<string>()

  constructor(vendors: readonly Vendor[], stage: Stage) {
    this.#vendors = vendors
    this.#stage = stage
  }

  /** Sets the alarms that follow from the rows as they are. Call it again when the rows were replaced. */
  start(): void {
    this.#set.clear()
    for (const { name, alarms } of this.#vendors) {
      for (const alarm of alarms.pending(this.#stage.namespace.store)) this.set({ vendor: name, ...alarm })
    }
  }

  /** One alarm for each thing and instant, however often it is asked for. */
  set({ vendor, row, at, what }: Alarm): void {
    const key = `${vendor} ${at.getTime()} ${what}`
    const owner = this.#vendors.find(({ name }) => name === vendor)
    if (!owner || this.#set.has(key)) return
    this.#set.add(key)
    this.#stage.namespace.clock.schedule({
      at,
      what,
      run: async () => {
        this.#set.delete(key)
        try {
          return await act(owner, this.#stage, { tenant: undefined, origin: '' }, (context) =>
            owner.alarms.ring(row, context),
          )
        } catch (error) {
          if (error instanceof Problem && error.kind === 'storage') this.set({ vendor, row, at: this.#later(), what })
          throw error
        }
      },
    })
  }

  #later(): Date {
    return new Date(this.#stage.namespace.clock.now().getTime() + UNWRITTEN_DELAY)
  }
}
