import { isUtf8 } from 'node:buffer'
import type { Row } from './collection.ts'
import { type FileSystem, readBytes, toText } from './file-system.ts'
import { duplicateKey, type Place, placeOf, placeOfKey } from './json-keys.ts'
import { JsonFault, locate } from './located-json.ts'
import { DataFileError } from './start-error.ts'

/**
 * Reads rows by collection from `db.json`; null when there is no such file, or nothing in it. A byte order mark is
 * skipped. Throws a DataFileError when it is not JSON, not rows by collection, or says something twice.
 */
export async function readDataFile(
  file: string,
  fileSystem: FileSystem,
  warn: (line: string) => void,
): Promise<Map<string, Map<string, Row>> | null> {
  const bytes = await readBytes(file, fileSystem)
  if (bytes === null) return null
  if (!isUtf8(bytes)) throw noText(bytes, file)
  const text = toText(bytes)
  if (text.trim() === '') {
    warn(`${file} is empty`)
    return null
  }
  const collections = toCollections(await parse(text, file), (path) => `${file}${shown(placeOfKey(text, path))}`)
  requireOnce(text, collections, file)
  return collections
}

/** `:3:14`, where a valid file has what these names lead to; nothing where it has not. */
export async function placeInFile(file: string, names: readonly string[], fileSystem: FileSystem): Promise<string> {
  const bytes = await readBytes(file, fileSystem)
  return bytes ? shown(placeOfKey(toText(bytes), names)) : ''
}

/** Where decoding and encoding again changes something, the bytes are no text. */
function noText(bytes: Buffer, file: string): DataFileError {
  const again = Buffer.from(bytes.toString('utf8'))
  const before = bytes.toString(
    'utf8',
    0,
    bytes.findIndex((byte, position) => byte !== again[position]),
  )
  return new DataFileError(
    `${file}${shown(placeOf(before, before.length))} is not UTF-8. It was left as it is; mend it or move it away.`,
  )
}

async function parse(text: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(text)
  } catch (error) {
    const where = await placeOfFault(text)
    throw new DataFileError(
      `${file}${shown(where)} is not valid JSON. It was left as it is; mend it or move it away.`,
      {
        cause: error,
      },
    )
  }
}

/** From a parser that says where; it is slow, and only used when there is a fault. */
async function placeOfFault(text: string): Promise<Place | undefined> {
  try {
    await locate(text)
    return undefined
  } catch (fault) {
    if (fault instanceof JsonFault) return fault
    throw fault
  }
}

/** `:3:14` */
const shown = (place: Place | undefined): string => (place ? `:${place.line}:${place.column}` : '')

/** A row that was copied by hand and kept its id would push the first one out. */
function requireOnce(text: string, collections: ReadonlyMap<string, ReadonlyMap<string, Row>>, file: string): void {
  const rows = [...collections.values()].reduce((sum, { size }) => sum + size, 0)
  // As it is written, every name of a collection and of a row begins a line; then counting lines is enough.
  if (count('\n  "', text) === collections.size && count('\n    "', text) === rows) return
  const twice = duplicateKey(text)
  if (!twice) return
  throw new DataFileError(
    `${file}${shown(twice)} says "${twice.name}" for the second time. It was left as it is; rename or remove one.`,
  )
}

function count(what: string, text: string): number {
  let found = 0
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) found++
  return found
}

/**
 * Rows by collection out of parsed JSON. Throws a DataFileError that says what is something else; it begins with what
 * `where` makes of the names that lead there.
 */
export function toCollections(data: unknown, where: (path: string[]) => string): Map<string, Map<string, Row>> {
  const collections = new Map<string, Map<string, Row>>()
  for (const [name, rows] of entriesOf(data, () => `${where([])}: the file`)) {
    const table = new Map<string, Row>()
    for (const [id, row] of entriesOf(rows, () => `${where([name])}: "${name}"`)) {
      if (!isRow(row) || row.id !== id) {
        throw new DataFileError(`${where([name, id])}: "${name}"."${id}" must be an object whose "id" is "${id}".`)
      }
      table.set(id, row)
    }
    collections.set(name, table)
  }
  return collections
}

function entriesOf(value: unknown, what: () => string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataFileError(`${what()} must be an object.`)
  }
  return Object.entries(value)
}

/** Whether a JSON value can be a row: an object with an id that is a text. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
