import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type FileSystem, removeFile, syncFolder } from './file-system.ts'
import { toLine } from './journal-line.ts'
import type { Change } from './store.ts'

/** A segment, and how many bytes of it are whole. */
export type Written = { segment: number; bytes: number }

/** What a segment goes on from, which it says in its first line. */
type Beginning = {
  /** The segment before it. */
  after: Written | undefined
  /** Whether there is a `db.json`. */
  hasFile: boolean
}

/** One line of the journal is one transaction, so that a torn one is left out as a whole. */
export const changesLine = (changes: readonly Change[]): string =>
  toLine(changes.map(({ collection, id, row, isNew }) => ({ c: collection, id, v: row, n: isNew || undefined })))

/** What `wx` stands for. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

/** One file of the journal, open for appending. Only whole, forced batches count; a failed one leaves no trace. */
export class JournalSegment {
  readonly #handle: FileHandle
  /** Whether a write is on disk when it returns. */
  readonly #isForcing: boolean
  readonly #number: number
  readonly #header: string
  /** Bytes that are known to be whole and on disk. */
  #bytes = 0
  #isTorn = false

  private constructor(handle: FileHandle, isForcing: boolean, number: number, { after, hasFile }: Beginning) {
    this.#handle = handle
    this.#isForcing = isForcing
    this.#number = number
    this.#header = toLine({ after: after ?? null, base: hasFile })
  }

  static async create(
    dataFile: string,
    number: number,
    { fileSystem, ...beginning }: Beginning & { fileSystem: FileSystem },
  ): Promise<JournalSegment> {
    const { forcing } = fileSystem
    const flags = forcing === undefined ? 'wx' : NEW | forcing
    const handle = await fileSystem.open(segmentFile(dataFile, number), flags, 0o600)
    try {
      await syncFolder(dirname(dataFile), fileSystem)
    } catch (error) {
      await handle.close()
      throw error
    }
    return new JournalSegment(handle, forcing !== undefined, number, beginning)
  }

  get bytes(): number {
    return this.#bytes
  }

  get written(): Written {
    return { segment: this.#number, bytes: this.#bytes }
  }

  /** Appends, and resolves when the bytes are on disk. When it throws, nothing of `text` will be read back. */
  async append(text: string): Promise<void> {
    await this.mend()
    const bytes = Buffer.from(this.#bytes === 0 ? this.#header + text : text)
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#bytes + at)
        at += bytesWritten
      }
      if (!this.#isForcing) await this.#handle.datasync()
    } catch (error) {
      this.#isTorn = true
      // A second failure must not hide the first; mending is tried again before the next append.
      await this.mend().catch(() => undefined)
      throw error
    }
    this.#bytes += bytes.length
  }

  /** Throws when what a failed append left behind cannot be cut off. */
  async mend(): Promise<void> {
    if (this.#isTorn) await this.#cut()
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  /** Cuts off what a failed append left behind. */
  async #cut(): Promise<void> {
    await this.#handle.truncate(this.#bytes)
    await this.#handle.datasync()
    this.#isTorn = false
  }
}

export const segmentFile = (dataFile: string, number: number): string => `${dataFile}.journal.${number}`

/** The numbers of the segments beside `dataFile`, oldest first. */
export async function listSegments(dataFile: string, fileSystem: FileSystem): Promise<number[]> {
  const prefix = `${basename(dataFile)}.journal.`
  const names = await fileSystem.readdir(dirname(dataFile))
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b)
}

/** Removes the segments of a data file up to this number, oldest first: what is left goes on from what is in `db.json`. */
export async function removeSegments(dataFile: string, upTo: number, fileSystem: FileSystem): Promise<void> {
  for (const number of await listSegments(dataFile, fileSystem)) {
    if (number > upTo) break
    await removeFile(segmentFile(dataFile, number), fileSystem)
  }
}
