import type { FileSystem } from './file-system.ts'
import { JournalSegment, removeSegments, type Written } from './journal-segment.ts'

/** What there was before this process: whether there is a `db.json`, and the last segment. */
type Before = { hasFile: boolean; newest: Written | undefined }

/**
 * The changes since `db.json` was written: one segment after the other, of which the last is appended to. Appending and
 * ending a segment take turns.
 */
export class Journal {
  /** Whether there is a `db.json` with something in it: a segment says so in its first line. */
  hasFile: boolean
  readonly #file: string
  readonly #fileSystem: FileSystem
  /** The last one that was closed, by this process or before it. */
  #newest: Written | undefined
  /** Whether there are segments on disk that are not folded into `db.json`. */
  #isThere: boolean
  #number: number
  #segment: JournalSegment | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(file: string, { hasFile, newest }: Before, fileSystem: FileSystem) {
    this.#file = file
    this.#fileSystem = fileSystem
    this.hasFile = hasFile
    this.#newest = newest
    this.#isThere = newest !== undefined
    this.#number = newest?.segment ?? 0
  }

  /** Whether `db.json` alone is not the truth. */
  get isThere(): boolean {
    return this.#isThere
  }

  /** How long the segment is that is appended to, in bytes. */
  get bytes(): number {
    return this.#segment?.bytes ?? 0
  }

  /** Resolves when the text is on disk. When it rejects, nothing of it will be read back. */
  append(text: string): Promise<void> {
    return this.#exclusively(async () => {
      this.#segment ??= await this.#begin()
      await this.#segment.append(text)
    })
  }

  /** Ends the segment, and gives its number: what is appended from here on goes to a newer one. */
  endSegment(): Promise<number> {
    return this.#exclusively(async () => {
      // A closed segment is never looked at again, so it must not hold what was refused.
      await this.#segment?.mend()
      await this.#segment?.close()
      this.#newest = this.#segment?.written ?? this.#newest
      this.#segment = undefined
      return this.#number
    })
  }

  /** Removes the segments up to this one, which are in `db.json` now. */
  async remove(upTo: number): Promise<void> {
    await removeSegments(this.#file, upTo, this.#fileSystem)
    this.#isThere = this.#number > upTo
  }

  async close(): Promise<void> {
    await this.#segment?.close()
  }

  #begin(): Promise<JournalSegment> {
    this.#number++
    this.#isThere = true
    return JournalSegment.create(this.#file, this.#number, {
      after: this.#newest,
      hasFile: this.hasFile,
      fileSystem: this.#fileSystem,
    })
  }

  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
