import { basename } from 'node:path'
import { type FileSystem, hasCode } from './file-system.ts'
import type { Machine } from './machine.ts'

type Parts = { fileSystem: FileSystem; machine: Machine; warn: (line: string) => void }

/** A file that only we should write to while we run, and that a person may edit all the same. */
export class KnownFile {
  readonly #file: string
  readonly #parts: Parts
  /** Modification time and size, as we know them. */
  #stamp: string | undefined

  constructor(file: string, parts: Parts) {
    this.#file = file
    this.#parts = parts
  }

  /** From now on it is as we want it. */
  async recognize(): Promise<void> {
    this.#stamp = await this.#look()
  }

  /** Somebody edited it under us: theirs is kept beside it, and they are told. */
  async keepEdit(): Promise<void> {
    const found = await this.#look()
    if (found === undefined || found === this.#stamp) return
    const { fileSystem, machine, warn } = this.#parts
    const kept = `${this.#file}.edited-${new Date(machine.now()).toISOString().replaceAll(':', '')}`
    // Copied, not moved: the file is there at every moment.
    await fileSystem.copyFile(this.#file, kept)
    warn(`${this.#file} was edited while the sandbox was running; the edit is kept as ${basename(kept)}`)
  }

  async #look(): Promise<string | undefined> {
    try {
      const { mtimeMs, size } = await this.#parts.fileSystem.stat(this.#file)
      return `${mtimeMs} ${size}`
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
  }
}
