import type { Rows } from '../../core/collection.ts'
import { fieldProblem } from '../../core/problem.ts'

export type Paging = { limit?: number; cursor?: string; sort?: 'asc' | 'desc' }

/** One page, and the numbers that every list carries. */
export type Page<T> = {
  rows: T[]
  counts: {
    count: number
    total: number
    cursor: string | null
    has_more: boolean
    pagination: { limit: number; cursor: string | null; has_more: boolean }
  }
}

type Dated = { readonly id: string; readonly created_at: string }

/** The last row of a page, and its place among the rows. */
type Last = Dated & { readonly place: number }

/**
 * One page of rows that lie oldest first. Without `keeps` it costs the page, however many rows there are. The cursor
 * names the last row that was shown, so that what is added or removed meanwhile repeats nothing and leaves nothing out;
 * only where the sandbox was started anew and that row is gone, its second alone says where it was. Throws a Problem of
 * kind `invalid` for a cursor that no page gave.
 */
export function pageOf<T extends Dated>(
  rows: Rows<T>,
  { limit = 20, cursor, sort = 'desc' }: Paging,
  keeps?: (row: T) => boolean,
): Page<T> {
  const last = cursor === undefined ? undefined : read(cursor)
  const start = last === undefined ? undefined : placeIn(rows, last, sort)
  const found = keeps ? sift(rows, keeps, start) : { rows, start }
  const shown = sort === 'asc' ? forward(found, limit) : backward(found, limit)
  const end = shown.hasMore ? shown.rows.at(-1) : undefined
  const next = end ? written({ ...end, place: rows.placeOf(end.id) ?? 0 }) : null
  return {
    rows: shown.rows,
    counts: {
      count: shown.rows.length,
      total: found.rows.length,
      cursor: next,
      has_more: shown.hasMore,
      pagination: { limit, cursor: next, has_more: shown.hasMore },
    },
  }
}

/** Rows, and the first that is newer than what was shown, or the one after the last that is older. */
type Found<T> = { rows: Pick<Rows<T>, 'length' | 'slice'>; start: number | undefined }

function forward<T>({ rows, start = 0 }: Found<T>, limit: number): { rows: T[]; hasMore: boolean } {
  return { rows: rows.slice(start, start + limit), hasMore: start + limit < rows.length }
}

function backward<T>({ rows, start = rows.length }: Found<T>, limit: number): { rows: T[]; hasMore: boolean } {
  return { rows: rows.slice(Math.max(0, start - limit), start).reverse(), hasMore: start > limit }
}

/** The rows that a filter keeps, where no index knows them. */
function sift<T>(rows: Rows<T>, keeps: (row: T) => boolean, start: number | undefined): Found<T> {
  const kept: T[] = []
  let keptBefore = 0
  let at = 0
  for (const row of rows) {
    if (at++ === start) keptBefore = kept.length
    if (keeps(row)) kept.push(row)
  }
  if (start !== undefined && start >= at) keptBefore = kept.length
  return { rows: kept, start: start === undefined ? undefined : keptBefore }
}

/** Where to go on after a row, also when it is not there any more: then its time and place say where it was. */
function placeIn<T extends Dated>(rows: Rows<T>, last: Last, sort: 'asc' | 'desc'): number {
  const before = rows.countBefore(last.id)
  if (before === undefined) return countOlder(rows, last)
  const isShown = rows.slice(before, before + 1)[0]?.id === last.id
  return sort === 'asc' && isShown ? before + 1 : before
}

/** How many rows are older than one that is not there any more. */
function countOlder<T extends Dated>(rows: Rows<T>, last: Last): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const [row] = rows.slice(middle, middle + 1)
    if (row && isOlder(row, last, rows)) low = middle + 1
    else high = middle
  }
  return low
}

const isOlder = <T extends Dated>({ id, created_at }: T, last: Last, rows: Rows<T>): boolean =>
  created_at === last.created_at ? (rows.placeOf(id) ?? 0) < last.place : created_at < last.created_at

const written = ({ id, created_at, place }: Last): string =>
  Buffer.from(`${created_at} ${place} ${id}`).toString('base64url')

function read(cursor: string): Last {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, created_at = '', place, id = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (\d{1,15}) (\S+)$/.exec(text) ?? []
  const last = { id, created_at, place: Number(place) }
  if (written(last) !== cursor || Number.isNaN(Date.parse(created_at))) {
    throw fieldProblem('invalid', 'cursor', 'cursor is not valid', 'query')
  }
  return last
}
