import { type Machine, nextTurn } from './machine.ts'
import type { Task } from './task-queue.ts'

/** How long tasks are started in a row, in ms: thousands that fall due together must not hold up requests. */
const SLICE = 4

type Outcome = boolean | void

/** Runs tasks, and knows which are under way. One that throws is reported; the others go on. */
export class TaskRunner {
  readonly #machine: Machine
  readonly #report: (error: unknown) => void
  readonly #running = new Set<Promise<Outcome>>()

  constructor(machine: Machine, report: (error: unknown) => void) {
    this.#machine = machine
    this.#report = report
  }

  /** Resolves when those that are under way have ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#running)
  }

  /** Side by side; where there are thousands, others run in between. */
  async runAll(tasks: readonly Task[]): Promise<Outcome[]> {
    const running: Promise<Outcome>[] = []
    let since = this.#machine.elapsed()
    for (const task of tasks) {
      running.push(this.#run(task))
      if (this.#machine.elapsed() - since <= SLICE) continue
      await nextTurn()
      since = this.#machine.elapsed()
    }
    return await Promise.all(running)
  }

  /** Starts what `next` gives until it gives no more, for a while at the most. Nobody waits for them. */
  start(next: () => Task | undefined): void {
    const since = this.#machine.elapsed()
    for (let task = next(); task; task = next()) {
      void this.#run(task)
      if (this.#machine.elapsed() - since > SLICE) return
    }
  }

  async #run(task: Task): Promise<Outcome> {
    const running = this.#attend(task)
    this.#running.add(running)
    const outcome = await running
    this.#running.delete(running)
    return outcome
  }

  async #attend(task: Task): Promise<Outcome> {
    try {
      return await task.run()
    } catch (error) {
      this.#report(error)
    }
  }
}
