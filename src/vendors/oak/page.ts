import type { Row, Rows } from '../../core/collection.ts'
import { fieldProblem } from '../../core/problem.ts'

/** A larger limit is lowered to this one. */
const MAX_LIMIT = 100

/** Offsets are of the older generation of the API, cursors of the newer one; an offset counts from the cursor. */
export type Paging = {
  limit?: number
  offset?: number
  strict?: boolean
  starting_after?: string
  ending_before?: string
}

/** One page of what was found, how much there is in all, and the headers that say what was asked for and done. */
export type Page<T> = { count: number; has_more: boolean; rows: T[]; headers: Record<string, string> }

type Found<T> = Rows<T> | readonly T[]

/**
 * A page of rows that lie oldest first, shown newest first. `idOf` is the id that the list shows, if not the row's. Throws a Problem of
 * kind `invalid` when a strict limit is too high, or a cursor is on no row of the list.
 */
export function pageOf<T extends Row>(found: Found<T>, paging: Paging, idOf?: (row: T) => string): Page<T> {
  const { limit = 10, offset = 0, strict = false } = paging
  if (strict && limit > MAX_LIMIT) {
    throw fieldProblem('invalid', 'limit', `limit must be at most ${MAX_LIMIT}`, 'query')
  }
  const applied = Math.min(limit, MAX_LIMIT)
  const { start, end, has_more } = cut(found, { ...paging, limit: applied, offset }, idOf)
  return {
    count: found.length,
    has_more,
    rows: found.slice(start, end).reverse(),
    headers: {
      'x-limit-requested': String(limit),
      'x-limit-applied': String(applied),
      'x-offset-requested': String(offset),
      'x-offset-applied': String(offset),
    },
  }
}

type Cut = { start: number; end: number; has_more: boolean }

/** Where a page begins and ends among rows that lie oldest first, and whether there is more behind it. */
function cut<T extends Row>(
  found: Found<T>,
  { limit, offset, starting_after: after, ending_before: before }: Paging & { limit: number; offset: number },
  idOf: ((row: T) => string) | undefined,
): Cut {
  if (after !== undefined && before !== undefined) {
    const message = 'starting_after and ending_before do not go together'
    throw fieldProblem('invalid', 'ending_before', message, 'query')
  }
  if (before !== undefined) {
    const start = Math.min(positionOf(before, 'ending_before', found, idOf) + 1 + offset, found.length)
    const end = Math.min(start + limit, found.length)
    return { start, end, has_more: end < found.length }
  }
  const newest = after === undefined ? found.length : positionOf(after, 'starting_after', found, idOf)
  const end = Math.max(newest - offset, 0)
  const start = Math.max(end - limit, 0)
  return { start, end, has_more: start > 0 }
}

function positionOf<T extends Row>(
  cursor: string,
  field: string,
  found: Found<T>,
  idOf: ((row: T) => string) | undefined,
): number {
  const wanted = cursor.replace(/^[a-z]{2,8}_/, '').toLowerCase()
  const shownId = idOf ?? (({ id }: T): string => id)
  const isIndexed = !idOf && 'countBefore' in found
  const position = isIndexed ? found.countBefore(wanted) : [...found].findIndex((row) => shownId(row) === wanted)
  const [row] = position === undefined || position < 0 ? [] : found.slice(position, position + 1)
  if (position === undefined || !row || shownId(row) !== wanted) {
    throw fieldProblem('invalid', field, `${field} is not in the list`, 'query')
  }
  return position
}
