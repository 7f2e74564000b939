import { dirname, join } from 'node:path'
import type { Collections } from './collection.ts'
import { placeInFile } from './data-file.ts'
import { type FileSystem, realFile } from './file-system.ts'
import { lockFolders } from './folder-lock.ts'
import { GroupCommit } from './group-commit.ts'
import { Journal } from './journal.ts'
import { readFolder } from './journal-reading.ts'
import { changesLine } from './journal-segment.ts'
import { KnownFile } from './known-file.ts'
import type { Machine, Timer } from './machine.ts'
import { makeFolder } from './make-folder.ts'
import { replaceFile, sweepTemporaryFiles } from './replace-file.ts'
import { runningFileSystem } from './running-file-system.ts'
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
  readonly #file: string
  #data: Collections = new Map()
  #journal: Journal
  #lines: string[] = []
  readonly #commit = new GroupCommit({
    append: (text) => this.#journal.append(text),
    refused: () => this.#undo(),
    attempted: () => {
      if (this.#journal.bytes > this.#options.compactBytes) this.#compactInBackground()
    },
    rested: () => this.#compactWhenIdle(),
  })
  #undo: () => void = () => undefined
  #compacting: Promise<void> | undefined
  #known: KnownFile | undefined
  #idleTimer: Timer | undefined
  #compactTook = 0
  #isClosing = false

  private constructor(file: string, options: Options, unlock: () => Promise<void>) {
    this.#file = file
    this.#journal = new Journal(this.#file, { hasFile: false, newest: undefined }, options.fileSystem)
    this.#options = options
    this.#unlock = unlock
  }

  /** Makes the folder if need be and takes it. Throws a StartError when it cannot, or another process has it. */
  static async open(folder: string, options: JournalOptions): Promise<JournalAdapter> {
    const { fileSystem = runningFileSystem } = options
    const starting = options.fileSystem ?? startingFileSystem
    try {
      await makeFolder(folder, starting)
      const real = await starting.realpath(folder)
      const file = await realFile(join(real, 'db.json'), starting)
      // What is written is beside the file that a link leads to, and another folder's link may lead there, too.
      const unlock = await lockFolders([real, dirname(file)], starting)
      return new JournalAdapter(file, { compactBytes: 16 << 20, idle: 1000, ...options, fileSystem, starting }, unlock)
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
    const lines = this.#lines
    this.#lines = []
    return this.#commit.write(lines)
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
      await this.#commit.rest()
      await this.#compacting?.catch(() => undefined)
      if (this.#journal.isThere) await this.#compact()
    } catch (error) {
      this.#options.warn(`${this.#file} could not be brought up to date, the journal is kept: ${String(error)}`)
    } finally {
      await this.#journal.close()
      await this.#unlock()
    }
  }

  async #read(): Promise<Collections | null> {
    const { fileSystem, starting, warn } = this.#options
    await sweepTemporaryFiles(this.#file, starting)
    this.#known = new KnownFile(this.#file, this.#options)
    const { data, hasFile, newest } = await readFolder(this.#file, { fileSystem: starting, warn })
    await this.#known.recognize()
    this.#journal = new Journal(this.#file, { hasFile, newest }, fileSystem)
    this.#data = data
    this.#compactWhenIdle()
    return data
  }

  #compactWhenIdle(): void {
    this.#idleTimer?.cancel()
    if (this.#isClosing || !this.#journal.isThere) return
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
    const upTo = await this.#journal.endSegment()
    const isAllThere = this.#commit.witness()
    const isReplaced = await replaceFile(this.#file, serialize(this.#data), {
      fileSystem,
      mayReplace: async () => {
        // The snapshot may hold rows that are still on their way to disk. It counts only if all of them arrive.
        if (!(await isAllThere())) return false
        await this.#known?.keepEdit()
        return true
      },
    })
    if (!isReplaced) return
    this.#journal.hasFile = true
    await this.#known?.recognize()
    await this.#journal.remove(upTo)
    this.#compactTook = this.#options.machine.elapsed() - started
  }
}
