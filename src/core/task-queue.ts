import TinyQueue from 'tinyqueue'

/** Something that happens when the sandbox's time reaches `at`. */
export type Task = {
  at: Date
  /** Told to whoever moves the clock: `delivery del_1 attempt 2`. */
  what: string
  /** False: there was nothing left to do, and nobody is told. */
  run(): Promise<boolean | void> | boolean | void
}

type Scheduled = Task & { order: number; cancelled: boolean }

/** What is to happen, earliest first; of one instant, in the order in which it was asked for. */
export class TaskQueue {
  #queue = empty()
  #order = 0

  add(task: Task): { cancel(): void } {
    const scheduled = { ...task, order: this.#order++, cancelled: false }
    this.#queue.push(scheduled)
    return {
      cancel: () => {
        scheduled.cancelled = true
      },
    }
  }

  /** When the next one is due, in ms; undefined when there is none. */
  get next(): number | undefined {
    return this.#peek()?.at.getTime()
  }

  /** Takes out the next one, if it is due by `limit`. */
  take(limit: number): Task | undefined {
    const next = this.#peek()
    return next && next.at.getTime() <= limit ? this.#queue.pop() : undefined
  }

  /** Takes out all of the earliest instant, if that is not after `limit`. */
  takeTogether(limit: number): Task[] {
    const taken: Task[] = []
    const instant = Math.min(limit, this.next ?? limit)
    for (let task = this.take(instant); task; task = this.take(instant)) taken.push(task)
    return taken
  }

  clear(): void {
    this.#queue = empty()
  }

  #peek(): Scheduled | undefined {
    while (this.#queue.peek()?.cancelled) this.#queue.pop()
    return this.#queue.peek()
  }
}

const empty = (): TinyQueue<Scheduled> =>
  new TinyQueue<Scheduled>([], (a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order)
