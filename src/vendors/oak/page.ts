import type { Rows } from '../../core/collection.ts'
import { fieldProblem } from '../../core/problem.ts'

/** A larger limit is lowered to this one. */
const MAX_LIMIT = 100

export type Paging = { limit?: number; offset?: number; strict?: boolean }

/** One page of what was found, how much there is in all, and the headers that say what was asked for and done. */
export type Page<T> = { count: number; has_more: boolean; rows: T[]; headers: Record<string, string> }

/** A page of rows that lie oldest first, shown newest first. Throws a Problem when a strict limit is too high. */
export function pageOf<T>(
  found: Pick<Rows<T>, 'length' | 'slice'>,
  { limit = 10, offset = 0, strict = false }: Paging,
): Page<T> {
  if (strict && limit > MAX_LIMIT) {
    throw fieldProblem('invalid', 'limit', `limit must be at most ${MAX_LIMIT}`, 'query')
  }
  const applied = Math.min(limit, MAX_LIMIT)
  const end = Math.max(found.length - offset, 0)
  const start = Math.max(end - applied, 0)
  return {
    count: found.length,
    has_more: start > 0,
    rows: found.slice(start, end).reverse(),
    headers: {
      'x-limit-requested': String(limit),
      'x-limit-applied': String(applied),
      'x-offset-requested': String(offset),
      'x-offset-applied': String(offset),
    },
  }
}
