import type { Clock } from '../core/clock.ts'
import type { Delivery } from '../core/outbox.ts'
import { dueAt } from './schedule.ts'

/** When each delivery is seen to next, on the sandbox's clock. */
export class Agenda {
  readonly #clock: Clock
  readonly #run: (id: string) => Promise<void>
  readonly #scheduled = new Map<string, { cancel(): void }>()

  /** `run` is called with the id of a delivery when it is due. */
  constructor(clock: Clock, run: (id: string) => Promise<void>) {
    this.#clock = clock
    this.#run = run
  }

  /** Enters a delivery that has something due, in place of what was entered for it before. */
  enter(delivery: Delivery): void {
    const at = dueAt(delivery)
    if (!at) return
    this.#scheduled.get(delivery.id)?.cancel()
    const run = (): Promise<void> => this.#run(delivery.id)
    this.#scheduled.set(delivery.id, this.#clock.schedule({ at, what: describe(delivery), run }))
  }

  /** Strikes a delivery out. */
  strikeOut(id: string): void {
    this.#scheduled.get(id)?.cancel()
    this.#scheduled.delete(id)
  }

  clear(): void {
    for (const task of this.#scheduled.values()) task.cancel()
    this.#scheduled.clear()
  }
}

/** What falls due, to whoever moves the clock. */
const describe = ({ id, nextAttemptAt, run }: Delivery): string =>
  nextAttemptAt === null ? `delivery ${id} is given up` : `attempt ${run.attempts + 1} of delivery ${id}`
