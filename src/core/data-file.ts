import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Collections, Row } from './collection.ts'
import { machine, nextTurn } from './machine.ts'
import { DataFileError } from './start-error.ts'

/** The file operations that the store does, so that a test can let one of them fail. */
export type FileSystem = Pick<
  typeof import('node:fs/promises'),
  'copyFile' | 'link' | 'open' | 'readFile' | 'readdir' | 'realpath' | 'rename' | 'stat' | 'unlink'
> & { mkdir(path: string, mode: number): Promise<unknown> }

/** How long the serializer may hold the event loop at a time, in ms. */
const SLICE = 4
/** How much text it hands on at a time, in characters. */
const CHUNK = 256 * 1024

/**
 * Reads rows by collection from `db.json`; null when there is no such file, or nothing in it. A byte order mark is
 * skipped. Throws a DataFileError when it is not JSON or not rows by collection.
 */
export async function readDataFile(
  file: string,
  fileSystem: FileSystem,
): Promise<Map<string, Map<string, Row>> | null> {
  const text = await readText(file, fileSystem)
  if (text === null || text.trim() === '') return null
  return toCollections(await parse(text, file), file)
}

/** The text of a file without a byte order mark; null when there is no file. */
export async function readText(file: string, fileSystem: FileSystem): Promise<string | null> {
  try {
    const text = await fileSystem.readFile(file, 'utf8')
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

async function parse(text: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = await placeOfFault(text)
    throw new DataFileError(`${file}${where} is not valid JSON. It was left as it is; mend it or move it away.`, {
      cause: error,
    })
  }
}

/** `:3:14`, from a parser that says where; it is slow, and only loaded when there is a fault. */
async function placeOfFault(text: string): Promise<string> {
  const momoa = await import('@humanwhocodes/momoa')
  try {
    momoa.parse(text)
    return ''
  } catch (fault) {
    if (!(fault instanceof Error) || !('line' in fault) || !('column' in fault)) return ''
    return `:${String(fault.line)}:${String(fault.column)}`
  }
}

/** Rows by collection out of parsed JSON. Throws a DataFileError that says where it is something else. */
export function toCollections(data: unknown, file: string): Map<string, Map<string, Row>> {
  const collections = new Map<string, Map<string, Row>>()
  for (const [name, rows] of entriesOf(data, file, 'the file')) {
    const table = new Map<string, Row>()
    for (const [id, row] of entriesOf(rows, file, `"${name}"`)) {
      if (!isRow(row) || row.id !== id) {
        throw new DataFileError(`${file}: "${name}"."${id}" must be an object whose "id" is "${id}".`)
      }
      table.set(id, row)
    }
    collections.set(name, table)
  }
  return collections
}

function entriesOf(value: unknown, file: string, what: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataFileError(`${file}: ${what} must be an object.`)
  }
  return Object.entries(value)
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}

/**
 * Replaces `file` in one step: a temporary file beside it, forced to disk, renamed over it, the folder forced to disk.
 * `mayReplace` is asked right before the rename; false leaves the old file.
 */
export async function replaceDataFile(
  file: string,
  collections: Collections,
  { fileSystem, mayReplace }: { fileSystem: FileSystem; mayReplace: () => Promise<boolean> },
): Promise<boolean> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  const handle = await fileSystem.open(temporary, 'w', 0o600)
  let isReplaced = false
  try {
    try {
      for await (const chunk of serialize(collections)) await handle.writeFile(chunk)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    if (await mayReplace()) {
      await fileSystem.rename(temporary, file)
      isReplaced = true
    }
  } finally {
    if (!isReplaced) await removeFile(temporary, fileSystem)
  }
  if (isReplaced) await syncFolder(dirname(file), fileSystem)
  return isReplaced
}

/**
 * The same text as `JSON.stringify(collections, null, 2)` of rows by id, a slice at a time, so that a large store
 * does not hold up requests. The rows are listed up front: later changes are not in it. Collections are in the order
 * of their names; empty ones are left out.
 */
export async function* serialize(collections: Collections): AsyncGenerator<string> {
  const listed = [...collections]
    .filter(([, rows]) => rows.size > 0)
    .map(([name, rows]) => ({ name, rows: [...rows.values()] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  let text = '{'
  let since = machine.elapsed()
  for (const [at, { name, rows }] of listed.entries()) {
    text += `${at > 0 ? ',' : ''}\n  ${JSON.stringify(name)}: {`
    for (const [position, row] of rows.entries()) {
      const json = JSON.stringify(row, null, 2).replaceAll('\n', '\n    ')
      text += `${position > 0 ? ',' : ''}\n    ${JSON.stringify(row.id)}: ${json}`
      if (text.length > CHUNK) {
        yield text
        text = ''
      }
      if (machine.elapsed() - since > SLICE) {
        await nextTurn()
        since = machine.elapsed()
      }
    }
    text += '\n  }'
  }
  yield `${text}${listed.length > 0 ? '\n' : ''}}\n`
}

/** Makes renames and removals in a folder survive a power cut, where the platform can. */
export async function syncFolder(folder: string, fileSystem: FileSystem): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await fileSystem.open(folder, 'r')
    await handle.sync()
  } catch (error) {
    // Windows cannot open a folder, and some network file systems cannot sync one.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].some((code) => hasCode(error, code))) throw error
  } finally {
    await handle?.close()
  }
}

export async function removeFile(file: string, fileSystem: FileSystem): Promise<void> {
  try {
    await fileSystem.unlink(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
