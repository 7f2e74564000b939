import type { FileHandle } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Row } from './collection.ts'
import { type FileSystem, hasCode, isRow, syncFolder } from './data-file.ts'
import { DataFileError } from './start-error.ts'
import type { Change } from './store.ts'

/** Collection, id, and the row as it is now; no row means that it is gone. `n`: it was not there before. */
type Entry = { c: string; id: string; v?: Row; n?: true }

/** One line of the journal is one transaction, so that a torn one is left out as a whole. */
export const toLine = (changes: readonly Change[]): string =>
  `${JSON.stringify(changes.map(({ collection, id, row, isNew }) => ({ c: collection, id, v: row, n: isNew || undefined })))}\n`

/** One file of the journal, open for appending. Only whole, forced batches count; a failed one leaves no trace. */
export class JournalSegment {
  readonly #handle: FileHandle
  /** Bytes that are known to be whole and on disk. */
  #bytes = 0
  #isTorn = false

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  static async create(dataFile: string, number: number, fileSystem: FileSystem): Promise<JournalSegment> {
    const handle = await fileSystem.open(segmentFile(dataFile, number), 'wx', 0o600)
    try {
      await syncFolder(dirname(dataFile), fileSystem)
    } catch (error) {
      await handle.close()
      throw error
    }
    return new JournalSegment(handle)
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Appends, and resolves when the bytes are on disk. When it throws, nothing of `text` will be read back. */
  async append(text: string): Promise<void> {
    await this.mend()
    const bytes = Buffer.from(text)
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#bytes + at)
        at += bytesWritten
      }
      await this.#handle.datasync()
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

/**
 * The changes in one segment, in order. A last line without an end was being written when the process died, was never
 * acknowledged, and is skipped. Any other broken line throws a DataFileError that names it.
 */
export async function readSegment(dataFile: string, number: number, fileSystem: FileSystem): Promise<Change[]> {
  const file = segmentFile(dataFile, number)
  const lines = (await fileSystem.readFile(file, 'utf8')).split('\n')
  lines.pop()
  return lines.flatMap((text, at) => parseLine(text, `${file}:${at + 1}`))
}

function parseLine(text: string, where: string): Change[] {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch (error) {
    throw new DataFileError(`${where}:1 is not valid JSON. It was left as it is; mend the line or remove it.`, {
      cause: error,
    })
  }
  if (!Array.isArray(line) || !line.every(isEntry)) throw new DataFileError(`${where}:1 is not a change of rows.`)
  return line.map(({ c, id, v, n }) => ({ collection: c, id, row: v, isNew: n === true }))
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || !('c' in value) || !('id' in value)) return false
  if (typeof value.c !== 'string' || typeof value.id !== 'string') return false
  return !('v' in value) || (isRow(value.v) && value.v.id === value.id)
}

export async function removeSegments(dataFile: string, upTo: number, fileSystem: FileSystem): Promise<void> {
  for (const number of await listSegments(dataFile, fileSystem)) {
    if (number > upTo) break
    try {
      await fileSystem.unlink(segmentFile(dataFile, number))
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }
}
