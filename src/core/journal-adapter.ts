import * as nodeFileSystem from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Collections, Row } from './collection.ts'
import { type FileSystem, hasCode, readDataFile, removeFile, replaceDataFile } from './data-file.ts'
import { lockFolder } from './folder-lock.ts'
import { JournalSegment, listSegments, readSegment, removeSegments, toLine } from './journal-segment.ts'
import { type Machine, nextTurn, type Timer } from './machine.ts'
import { makeFolder } from './make-folder.ts'
import { DataFileError, StartError } from './start-error.ts'
import type { Change, StoreAdapter } from './store.ts'

export type DiskOptions = {
  /** Compacts when the journal is larger than this, in bytes. */
  compactBytes?: number
  /** Compacts when nothing was written for this long, in ms. */
  idle?: number
  fileSystem?: FileSystem
}

type JournalOptions = DiskOptions & {
  machine: Machine
  /** Told of what a person should know, a line at a time. */
  warn: (line: string) => void
}

/** All writers of one turn of the event loop. */
type Batch = { lines: string[]; done: Promise<void>; resolve(): void; reject(error: unknown): void }

/**
 * A folder with `db.json`, which a person can read and edit while nothing runs, and a journal of the changes since.
 * A write resolves when its lines are on disk; all writers of a turn share one append. The journal is folded into
 * `db.json` in the background, when it is long, when nothing happens, and on close, after which `db.json` alone is
 * the truth. Lines are absolute, so reading one twice does no harm, and a crash between two steps loses nothing.
 */
export class JournalAdapter implements StoreAdapter {
  readonly #options: Required<JournalOptions>
  readonly #unlock: () => Promise<void>
  /** `db.json`, behind whatever symbolic link leads to it. */
  #file: string
  #data: Collections = new Map()
  #segment: JournalSegment | undefined
  #number = 0
  /** Whether there are segments on disk that are not folded into `db.json`. */
  #hasJournal = false
  /** Appending, and changing the segment that is appended to, take turns. */
  #turn: Promise<unknown> = Promise.resolve()
  #lines: string[] = []
  #next: Batch | undefined
  /** The newest write's promise: what a snapshot that is being made has to wait for. */
  #newest: Promise<void> = Promise.resolve()
  #refusals = 0
  #committing: Promise<void> | undefined
  #compacting: Promise<void> | undefined
  #undo: () => void = () => undefined
  /** Modification time and size of `db.json` as we know it. */
  #known: string | undefined
  #idleTimer: Timer | undefined
  #compactTook = 0
  #isClosing = false

  private constructor(folder: string, options: Required<JournalOptions>, unlock: () => Promise<void>) {
    this.#file = join(folder, 'db.json')
    this.#options = options
    this.#unlock = unlock
  }

  /** Makes the folder if need be and takes it. Throws a StartError when it cannot, or another process has it. */
  static async open(folder: string, options: JournalOptions): Promise<JournalAdapter> {
    const fileSystem = options.fileSystem ?? nodeFileSystem
    try {
      await makeFolder(folder, fileSystem)
      const real = await fileSystem.realpath(folder)
      const unlock = await lockFolder(real, fileSystem)
      return new JournalAdapter(real, { compactBytes: 16 << 20, idle: 1000, ...options, fileSystem }, unlock)
    } catch (error) {
      if (error instanceof StartError || !(error instanceof Error)) throw error
      throw new DataFileError(`${folder} cannot be used as the data folder: ${error.message}`, { cause: error })
    }
  }

  /** Throws a DataFileError, and gives the folder back, when a file in it is broken. */
  async read(): Promise<Collections | null> {
    try {
      return await this.#read()
    } catch (error) {
      await this.#unlock()
      if (error instanceof StartError || !(error instanceof Error)) throw error
      throw new DataFileError(`${this.#file} cannot be read: ${error.message}`, { cause: error })
    }
  }

  record(changes: readonly Change[]): void {
    this.#lines.push(toLine(changes))
  }

  onRefused(undo: () => void): void {
    this.#undo = undo
  }

  /** Resolves when everything recorded so far is on disk; rejects when it is not, and never will be. */
  write(data: Collections): Promise<void> {
    if (this.#isClosing) return Promise.reject(new Error('The store is closed'))
    this.#data = data
    this.#next ??= newBatch()
    this.#next.lines.push(...this.#lines)
    this.#lines = []
    this.#newest = this.#next.done
    this.#committing ??= this.#commit()
    return this.#newest
  }

  /** Folds the journal into `db.json`. Calls while one is running share it. */
  compact(): Promise<void> {
    this.#compacting ??= this.#compact().finally(() => {
      this.#compacting = undefined
    })
    return this.#compacting
  }

  /** Gives the folder back as it is. */
  async abandon(): Promise<void> {
    this.#isClosing = true
    this.#idleTimer?.cancel()
    await this.#unlock()
  }

  /** Writes what is waiting, compacts, removes the journal and gives the folder back. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#idleTimer?.cancel()
    try {
      await this.#committing
      await this.#compacting?.catch(() => undefined)
      if (this.#hasJournal) await this.#compact()
    } catch (error) {
      this.#options.warn(`${this.#file} could not be brought up to date, the journal is kept: ${String(error)}`)
    } finally {
      await this.#segment?.close()
      await this.#unlock()
    }
  }

  async #read(): Promise<Collections | null> {
    const { fileSystem } = this.#options
    this.#file = await realFile(this.#file, fileSystem)
    await this.#sweep()
    const stored = await readDataFile(this.#file, fileSystem)
    this.#known = await this.#stamp()
    const segments = await listSegments(this.#file, fileSystem)
    const data = stored ?? new Map<string, Map<string, Row>>()
    for (const number of segments) {
      for (const { collection, id, row, isNew } of await readSegment(this.#file, number, fileSystem)) {
        const rows = data.get(collection) ?? new Map<string, Row>()
        data.set(collection, rows)
        // A new row goes to the end, also when it is in `db.json` already, so that reading a line twice does no harm.
        if (!row || isNew) rows.delete(id)
        if (row) rows.set(id, row)
      }
    }
    this.#number = segments.at(-1) ?? 0
    this.#data = data
    this.#hasJournal = segments.length > 0
    this.#compactWhenIdle()
    return data
  }

  /** Temporary files of a process that died before it could rename them. */
  async #sweep(): Promise<void> {
    const { fileSystem } = this.#options
    const folder = dirname(this.#file)
    const prefix = `.${basename(this.#file)}.`
    for (const name of await fileSystem.readdir(folder)) {
      const isOurs = name.startsWith(prefix) && /^\d+\.tmp$/.test(name.slice(prefix.length))
      if (isOurs) await removeFile(join(folder, name), fileSystem)
    }
  }

  /** The group commit: one append for all who wrote in a turn, one after the other. */
  async #commit(): Promise<void> {
    while (this.#next) {
      await nextTurn()
      const batch = this.#next
      this.#next = undefined
      try {
        await this.#exclusively(() => this.#append(batch.lines.join('')))
        batch.resolve()
      } catch (error) {
        this.#refuse(batch, error)
      }
      if ((this.#segment?.bytes ?? 0) > this.#options.compactBytes) this.#compactInBackground()
    }
    this.#committing = undefined
    this.#compactWhenIdle()
  }

  async #append(text: string): Promise<void> {
    if (!this.#segment) {
      this.#number++
      this.#hasJournal = true
      this.#segment = await JournalSegment.create(this.#file, this.#number, this.#options.fileSystem)
    }
    await this.#segment.append(text)
  }

  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task)
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** What waits was made on top of what failed, so it goes with it. Nobody runs between the undoing and the news. */
  #refuse(batch: Batch, error: unknown): void {
    const waiting = this.#next
    this.#next = undefined
    this.#refusals++
    this.#undo()
    batch.reject(error)
    waiting?.reject(error)
  }

  #compactWhenIdle(): void {
    this.#idleTimer?.cancel()
    if (this.#isClosing || !this.#hasJournal) return
    // A large store takes long to write: leave ten times as long between two.
    const wait = Math.max(this.#options.idle, 10 * this.#compactTook)
    this.#idleTimer = this.#options.machine.after(wait, () => this.#compactInBackground())
  }

  #compactInBackground(): void {
    if (this.#isClosing) return
    this.compact().catch((error: unknown) => {
      this.#options.warn(`${this.#file} could not be brought up to date, the journal is kept: ${String(error)}`)
    })
  }

  async #compact(): Promise<void> {
    const started = this.#options.machine.elapsed()
    const { fileSystem } = this.#options
    // From here on changes go to a new segment: the old ones end up in the snapshot.
    const upTo = await this.#exclusively(async () => {
      // A closed segment is never looked at again, so it must not hold what was refused.
      await this.#segment?.mend()
      await this.#segment?.close()
      this.#segment = undefined
      return this.#number
    })
    const refusals = this.#refusals
    const isReplaced = await replaceDataFile(this.#file, this.#data, {
      fileSystem,
      mayReplace: async () => {
        // The snapshot may hold rows that are still on their way to disk. It counts only if all of them arrive.
        await this.#newest.catch(() => undefined)
        if (this.#refusals > refusals) return false
        await this.#keepHandEdit()
        return true
      },
    })
    if (!isReplaced) return
    this.#known = await this.#stamp()
    await removeSegments(this.#file, upTo, fileSystem)
    this.#hasJournal = this.#number > upTo
    this.#compactTook = this.#options.machine.elapsed() - started
  }

  /** Somebody edited `db.json` under us: theirs is kept beside it, and they are told. */
  async #keepHandEdit(): Promise<void> {
    const found = await this.#stamp()
    if (found === undefined || found === this.#known) return
    const kept = `${this.#file}.edited-${new Date(this.#options.machine.now()).toISOString().replaceAll(':', '')}`
    // Copied, not moved: there is a db.json at every moment.
    await this.#options.fileSystem.copyFile(this.#file, kept)
    this.#options.warn(`${this.#file} was edited while the sandbox was running; the edit is kept as ${basename(kept)}`)
  }

  async #stamp(): Promise<string | undefined> {
    try {
      const { mtimeMs, size } = await this.#options.fileSystem.stat(this.#file)
      return `${mtimeMs} ${size}`
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
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

/** Follows a symbolic link, so that a rename replaces the file and not the link. */
async function realFile(file: string, fileSystem: FileSystem): Promise<string> {
  try {
    return await fileSystem.realpath(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return file
    throw error
  }
}
