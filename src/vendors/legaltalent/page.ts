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

/**
 * One page of rows that lie oldest first. The cursor names the last row that was shown, so that what is added meanwhile
 * repeats nothing. Throws a Problem of kind `invalid` for a cursor that no page gave.
 */
export function pageOf<T extends { id: string }>(
  found: readonly T[],
  { limit = 20, cursor, sort = 'desc' }: Paging,
): Page<T> {
  const ordered = sort === 'asc' ? found : [...found].reverse()
  const start = cursor === undefined ? 0 : placeAfter(ordered, cursor)
  const rows = ordered.slice(start, start + limit)
  const hasMore = start + rows.length < ordered.length
  const next = hasMore ? Buffer.from(rows.at(-1)?.id ?? '').toString('base64url') : null
  return {
    rows,
    counts: {
      count: rows.length,
      total: ordered.length,
      cursor: next,
      has_more: hasMore,
      pagination: { limit, cursor: next, has_more: hasMore },
    },
  }
}

function placeAfter<T extends { id: string }>(rows: readonly T[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0) throw fieldProblem('invalid', 'cursor', 'cursor is not valid', 'query')
  return at + 1
}
