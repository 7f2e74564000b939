import type { Row, Rows } from './collection.ts'

/** Rows that an index knows, and what is to be looked at in each of them beside. */
export type Matching<T> = { rows: Rows<T>; keeps?: (row: T) => boolean }

/** What a row has to be, and the rows of which an index knows that they are. */
export type Filter<T> = { rows?: Rows<T>; keeps: (row: T) => boolean }

/** The rows of the filter that leaves the fewest, and what the others keep of them. One filter alone costs nothing. */
export function narrowest<T>(all: Rows<T>, filters: readonly (Filter<T> | undefined)[]): Matching<T> {
  const given = filters.filter((filter) => filter !== undefined)
  const [best] = given
    .filter(({ rows }) => rows !== undefined)
    .sort((one, other) => (one.rows?.length ?? 0) - (other.rows?.length ?? 0))
  const others = given.filter((filter) => filter !== best)
  const rows = best?.rows ?? all
  return others.length === 0 ? { rows } : { rows, keeps: (row) => others.every(({ keeps }) => keeps(row)) }
}

/** The rows themselves. Where nothing else is to be looked at, none is copied. */
export const sifted = <T>({ rows, keeps }: Matching<T>): Rows<T> | T[] => (keeps ? [...rows].filter(keeps) : rows)

/** What several indexes have found, each row once, in the order in which they lie in `all`. Costs what was found. */
export function union<R extends Row>(parts: readonly Rows<R>[], all: Rows<R>): Rows<R> {
  const [only, ...more] = parts
  return only && more.length === 0 ? only : rowsIn(all, parts.map((part) => [...part]).flat())
}

/** Rows that were found somehow, each once, in the order in which they lie in `all`. */
export function rowsIn<R extends Row>(all: Rows<R>, found: readonly R[]): Rows<R> {
  const placed = [...new Map(found.map((row) => [row.id, row])).values()]
    .map((row) => ({ row, at: all.countBefore(row.id) ?? 0 }))
    .sort((one, other) => one.at - other.at)
  const rows = placed.map(({ row }) => row)
  return {
    length: rows.length,
    slice: (start, end) => rows.slice(start, end),
    countBefore(id) {
      const at = all.countBefore(id)
      return at === undefined ? undefined : placed.filter((other) => other.at < at).length
    },
    placeOf: (id) => all.placeOf(id),
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  }
}
