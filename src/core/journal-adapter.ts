import * as nodeFileSystem from 'node:fs/promises'
import { join } from 'node:path'
import type { Collections } from './collection.ts'
import { placeInFile } from './data-file.ts'
import { type FileSystem, realFile } from './file-system.ts'
import { lockFolder } from './folder-lock.ts'
import { readFolder } from './journal-reading.ts'
import { changesLine, JournalSegment, removeSegments, type Written } from './journal-segment.ts'
import { KnownFile } from './known-file.ts'
import { type Machine, nextTurn, type Timer } from './machine.ts'
import { makeFolder } from './make-folder.ts'
import { replaceFile, sweepTemporaryFiles } from './replace-file.ts'
import { serialize } from './serialize.ts'
import { DataFileError, StartError } from './start-error.ts'
import { startingFileSystem } from './starting-file-system.ts'
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

/** `starting` is the file system until the folder has been read. */
type Options = Required<JournalOptions> & { starting: FileSystem }

/** All writers of one turn of the event loop. */
type Batch = { lines: string[]; done: Promise<void>; resolve(): void; reject(error: unknown): void }

/**
 * A folder with `db.json`, which a person can read and edit while nothing runs, and a journal of the changes since.
 * A write resolves when its lines are on disk; all writers of a turn share one append. The journal is folded into
 * `db.json` in the background, when it is long, when nothing happens, and on close, after which `db.json` alone is
 * the truth. Lines are absolute, so reading one twice does no harm, and a crash between two steps loses nothing.
 */
export class JournalAdapter implements StoreAdapter {
  readonly #options: Options
  readonly #unlock: () => Promise<void>
  /** `db.json`, behind whatever symbolic link leads to it. */
  #file: string
  #data: Collections = new Map()
  #segment: JournalSegment | undefined
  #number = 0
  /** The last one that was closed, by this process or before it. */
  #newestSegment: Written | undefined
  /** Whether there is a `db.json` with something in it. */
  #hasFile = false
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
  #known: KnownFile | undefined
  #idleTimer: Timer | undefined
  #compactTook = 0
  #isClosing = false

  private constructor(folder: string, options: Options, unlock: () => Promise<void>) {
    this.#file = join(folder, 'db.json')
    this.#options = options
    this.#unlock = unlock
  }

  /** Makes the folder if need be and takes it. Throws a StartError when it cannot, or another process has it. */
  static async open(folder: string, options: JournalOptions): Promise<JournalAdapter> {
    const { fileSystem = nodeFileSystem } = options
    const starting = options.fileSystem ?? startingFileSystem
    try {
      await makeFolder(folder, starting)
      const real = await starting.realpath(folder)
      const unlock = await lockFolder(real, starting)
      return new JournalAdapter(real, { compactBytes: 16 << 20, idle: 1000, ...options, fileSystem, starting }, unlock)
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
    this.#lines.push(changesLine(changes))
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

  /** `db.json`, with line and column unless only the journal knows of it. */
  async placeOf(names: readonly string[]): Promise<string> {
    return this.#file + (await placeInFile(this.#file, names, this.#options.fileSystem))
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
    const { starting, warn } = this.#options
    this.#file = await realFile(this.#file, starting)
    await sweepTemporaryFiles(this.#file, starting)
    this.#known = new KnownFile(this.#file, this.#options)
    const { data, hasFile, newest } = await readFolder(this.#file, { fileSystem: starting, warn })
    await this.#known.recognize()
    this.#hasFile = hasFile
    this.#newestSegment = newest
    this.#number = newest?.segment ?? 0
    this.#data = data
    this.#hasJournal = newest !== undefined
    this.#compactWhenIdle()
    return data
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
      this.#segment = await JournalSegment.create(this.#file, this.#number, {
        after: this.#newestSegment,
        hasFile: this.#hasFile,
        fileSystem: this.#options.fileSystem,
      })
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
      this.#newestSegment = this.#segment?.written ?? this.#newestSegment
      this.#segment = undefined
      return this.#number
    })
    const refusals = this.#refusals
    const isReplaced = await replaceFile(this.#file, serialize(this.#data), {
      fileSystem,
      mayReplace: async () => {
        // The snapshot may hold rows that are still on their way to disk. It counts only if all of them arrive.
        await this.#newest.catch(() => undefined)
        if (this.#refusals > refusals) return false
        await this.#known?.keepEdit()
        return true
      },
    })
    if (!isReplaced) return
    this.#hasFile = true
    await this.#known?.recognize()
    await removeSegments(this.#file, upTo, fileSystem)
    this.#hasJournal = this.#number > upTo
    this.#compactTook = this.#options.machine.elapsed() - started
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
