import { nextTurn } from './machine.ts'

/** All writers of one turn of the event loop. */
type Batch = { lines: string[]; done: Promise<void>; resolve(): void; reject(error: unknown): void }

type Parts = {
  /** Resolves when the text is on disk. */
  append(text: string): Promise<void>
  /** Called in the moment a batch is refused, before anybody else can run. */
  refused(): void
  /** Called after each batch, whatever became of it. */
  attempted(): void
  /** Called when nobody waits any more. */
  rested(): void
}

/** Lets all who write in one turn share one append, one batch after the other. */
export class GroupCommit {
  readonly #parts: Parts
  #next: Batch | undefined
  /** The newest write's promise. */
  #newest: Promise<void> = Promise.resolve()
  #refusals = 0
  #committing: Promise<void> | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Resolves when the lines are on disk; rejects when they are not, and never will be. */
  write(lines: readonly string[]): Promise<void> {
    this.#next ??= newBatch()
    this.#next.lines.push(...lines)
    this.#newest = this.#next.done
    this.#committing ??= this.#commit()
    return this.#newest
  }

  /** Resolves when nobody waits any more. */
  async rest(): Promise<void> {
    await this.#committing
  }

  /**
   * For whoever copies what is being written: what this gives is asked at the end, waits for everything that was
   * written by then, and says whether all of it arrived.
   */
  witness(): () => Promise<boolean> {
    const before = this.#refusals
    return async () => {
      await this.#newest.catch(() => undefined)
      return this.#refusals === before
    }
  }

  async #commit(): Promise<void> {
    while (this.#next) {
      await nextTurn()
      const batch = this.#next
      this.#next = undefined
      try {
        await this.#parts.append(batch.lines.join(''))
        batch.resolve()
      } catch (error) {
        this.#refuse(batch, error)
      }
      this.#parts.attempted()
    }
    this.#committing = undefined
    this.#parts.rested()
  }

  /** What waits was made on top of what failed, so it goes with it. Nobody runs between the undoing and the news. */
  #refuse(batch: Batch, error: unknown): void {
    const waiting = this.#next
    this.#next = undefined
    this.#refusals++
    this.#parts.refused()
    batch.reject(error)
    waiting?.reject(error)
  }
}

function newBatch(): Batch {
  let resolve = (): void => undefined
  let reject = (_error: unknown): void => undefined
  const done = new Promise<void>((whenDone, whenRefused) => {
    resolve = whenDone
    reject = whenRefused
  })
  return { lines: [], done, resolve, reject }
}
