/** Every stored thing has an id, and is replaced, never changed in place. */
export type Row = { readonly id: string }

/**
 * A named, typed collection and its secondary indexes. An index maps a row to a key, or to undefined when the row is
 * not to be found by it. Keys of several values are made with `key`.
 */
export type Collection<R extends Row, Index extends string = never> = {
  readonly name: string
  readonly indexes: Readonly<Record<Index, (row: R) => string | undefined>>
}

/** `collection<Customer>()('conomy.customers', { byClient: (row) => row.clientId })` */
export const collection =
  <R extends Row>() =>
  <const Index extends string = never>(
    name: string,
    indexes: Record<Index, (row: R) => string | undefined>,
  ): Collection<R, Index> => ({ name, indexes })

/** One index key out of several values; undefined when one of them is. */
export function key(...values: (string | undefined)[]): string | undefined {
  return values.includes(undefined) ? undefined : JSON.stringify(values)
}

/** Rows in the order they were inserted, read without copying them all. */
export type Rows<R> = Iterable<R> & {
  readonly length: number
  slice(start: number, end: number): R[]
  /** How many of them lie before the row with this id, be it one of them or not; undefined when there is no such row. */
  countBefore(id: string): number | undefined
  /**
   * A number that is larger the later a row was inserted, be it one of them or not; undefined when there is no such row.
   * No other row gets it as long as the process runs; after a start the rows are numbered anew.
   */
  placeOf(id: string): number | undefined
}

export type ReadTable<R extends Row, Index extends string> = {
  readonly size: number
  get(id: string): R | undefined
  all(): Rows<R>
  /** The rows with this key, without looking at any other. */
  where(index: Index, key: string | undefined): Rows<R>
}

export type Table<R extends Row, Index extends string> = ReadTable<R, Index> & {
  /** Throws when the id is taken. */
  insert(row: R): R
  /** Throws when there is no row with this id. */
  replace(row: R): R
  /** Inserts, or replaces the row with this id, whose place it takes. */
  put(row: R): R
  /** Does nothing when there is no such row. */
  remove(id: string): void
}

/** What the sandbox knows, for reading. */
export type Reader = {
  table<R extends Row, Index extends string>(collection: Collection<R, Index>): ReadTable<R, Index>
}

/** The same, for changing, inside one transaction. */
export type Draft = {
  table<R extends Row, Index extends string>(collection: Collection<R, Index>): Table<R, Index>
  /** Puts rows in as they are, of whatever collections: a fixture, a snapshot. */
  load(collections: Collections): void
  /** Removes every row of every collection. */
  clear(): void
}

/** Rows by collection, in order. */
export type Collections = ReadonlyMap<string, { readonly size: number; values(): Iterable<Row> }>
