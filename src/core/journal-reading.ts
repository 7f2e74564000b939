import { basename } from 'node:path'
import type { Row } from './collection.ts'
import { isRow, readDataFile } from './data-file.ts'
import type { FileSystem } from './file-system.ts'
import { isLine, lineFault, parseLine } from './journal-line.ts'
import { listSegments, segmentFile, type Written } from './journal-segment.ts'
import { DataFileError } from './start-error.ts'
import type { Change } from './store.ts'

type Data = Map<string, Map<string, Row>>

/** Everything that a folder says: rows, whether there is a `db.json`, and how far the newest segment goes. */
export type Reading = { data: Data; hasFile: boolean; newest: Written | undefined }

type Segment = { header: Header | undefined; changes: Change[]; lines: number; written: Written }

/** What a segment goes on from: the one before it, as far as that went, and whether there was a `db.json`. */
type Header = { after: Written | null; base: boolean }

/**
 * Reads `db.json` and the journal on top of it. A last line that was being written when the process died was never
 * answered, and is left out; one that lacks no more than its end is kept. Throws a DataFileError that names whatever else is broken or missing.
 */
export async function readFolder(
  file: string,
  options: { fileSystem: FileSystem; warn: (line: string) => void },
): Promise<Reading> {
  const { fileSystem, warn } = options
  const stored = await readDataFile(file, fileSystem, warn)
  const data: Data = stored ?? new Map<string, Map<string, Row>>()
  const hasFile = stored !== null
  let before: Segment | undefined
  for (const number of await listSegments(file, fileSystem)) {
    const segment = await readSegment(file, number, options)
    requireWhole(file, segment, before, hasFile)
    for (const change of segment.changes) apply(change, data)
    before = segment
  }
  return { data, hasFile, newest: before?.written }
}

/** A new row goes to the end, also when it is in `db.json` already, so that reading a line twice does no harm. */
function apply({ collection, id, row, isNew }: Change, data: Data): void {
  const rows = data.get(collection) ?? new Map<string, Row>()
  data.set(collection, rows)
  if (!row || isNew) rows.delete(id)
  if (row) rows.set(id, row)
}

async function readSegment(
  dataFile: string,
  number: number,
  { fileSystem, warn }: { fileSystem: FileSystem; warn: (line: string) => void },
): Promise<Segment> {
  const file = segmentFile(dataFile, number)
  const whole = await fileSystem.readFile(file)
  const end = whole.lastIndexOf('\n') + 1
  const bytes = isLine(whole.toString('utf8', end)) ? whole.length : end
  const texts = whole.toString('utf8', hasMark(whole) ? 3 : 0, bytes).split('\n')
  if (bytes === end) texts.pop()
  if (bytes < whole.length && isLine(whole.toString('utf8', end, whole.length - 1))) {
    throw new DataFileError(
      `${file}:${texts.length + 1}:1 does not end as it was written. It was left as it is; put a copy of the file back, ` +
        'or replace its last character by the end of the line.',
    )
  }
  if (bytes < whole.length)
    warn(`${file}:${texts.length + 1}:1 was being written when it ended; nobody was told so, and it is left out`)
  const changes: Change[] = []
  let header: Header | undefined
  for (const [at, text] of texts.entries()) {
    const value = await parsed(text, { file, line: at + 1 })
    if (at === 0 && isHeader(value)) header = value
    else changes.push(...changesIn(value, `${file}:${at + 1}:1`))
  }
  return { header, changes, lines: texts.length, written: { segment: number, bytes } }
}

/** A byte order mark, which some editors write. */
const hasMark = (bytes: Buffer): boolean => bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'))

async function parsed(text: string, place: { file: string; line: number }): Promise<unknown> {
  try {
    return parseLine(text)
  } catch (error) {
    throw await lineFault(error, text, place)
  }
}

function changesIn(value: unknown, where: string): Change[] {
  if (!Array.isArray(value) || !value.every(isEntry)) throw new DataFileError(`${where} is not a change of rows.`)
  return value.map(({ c, id, v, n }) => ({ collection: c, id, row: v, isNew: n === true }))
}

/** Collection, id, and the row as it is now; no row means that it is gone. `n`: it was not there before. */
type Entry = { c: string; id: string; v?: Row; n?: true }

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || !('c' in value) || !('id' in value)) return false
  if (typeof value.c !== 'string' || typeof value.id !== 'string') return false
  return !('v' in value) || (isRow(value.v) && value.v.id === value.id)
}

function isHeader(value: unknown): value is Header {
  return typeof value === 'object' && value !== null && 'base' in value && 'after' in value
}

/** Throws when something is missing that a segment goes on from. */
function requireWhole(
  dataFile: string,
  { header, written }: Segment,
  before: Segment | undefined,
  hasFile: boolean,
): void {
  if (!header) return
  const file = segmentFile(dataFile, written.segment)
  const advice = 'Put a copy back, or start with another folder.'
  if (header.base && !hasFile) {
    throw new DataFileError(`${file} goes on from a ${basename(dataFile)} that is not there, or empty. ${advice}`)
  }
  const { after } = header
  if (!after || (!before && hasFile)) return
  const earlier = segmentFile(dataFile, after.segment)
  if (before?.written.segment !== after.segment)
    throw new DataFileError(`${file} goes on from ${earlier}, which is not there. ${advice}`)
  if (before.written.bytes < after.bytes)
    throw new DataFileError(
      `${earlier}:${before.lines + 1}:1 is where it ends, and once there was more: ${after.bytes} bytes, and not ` +
        `${before.written.bytes}. ${advice}`,
    )
}
