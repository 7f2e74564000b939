import type { Row, Rows } from '../../core/collection.ts'
import { type Filter, union } from '../../core/matching.ts'
import { wantedBy } from './one-of.ts'

/** How rows are found by a value in lower case: by an index, if there is one, and by what a row says. */
type Ways<R> = {
  rows?: (value: string) => Rows<R>
  values: (row: R) => readonly (string | undefined)[]
}

/** What a filter lets through that takes a list with commas; undefined when it is not given. `all` is what it filters. */
export function valueFilter<R extends Row>(
  text: string | undefined,
  all: Rows<R>,
  { rows, values }: Ways<R>,
): Filter<R> | undefined {
  const wanted = wantedBy(text)
  if (!wanted) return undefined
  const keeps = (row: R): boolean => values(row).some((value) => value !== undefined && wanted.has(value))
  return rows ? { rows: union([...wanted].map(rows), all), keeps } : { keeps }
}
