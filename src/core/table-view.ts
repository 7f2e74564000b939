import type { ReadTable, Row, Rows, Table } from './collection.ts'
import type { MemoryTable } from './table.ts'

/** A table as its collection types it, for reading. */
export class ReadView<R extends Row, Index extends string> implements ReadTable<R, Index> {
  readonly #table: MemoryTable

  constructor(table: MemoryTable) {
    this.#table = table
  }

  get size(): number {
    return this.#table.size
  }

  get(id: string): R | undefined {
    return this.#table.get(id) as R | undefined
  }

  all(): Rows<R> {
    return this.#table.all() as Rows<R>
  }

  where(index: Index, key: string | undefined): Rows<R> {
    return this.#table.where(index, key) as Rows<R>
  }
}

type Write = (change: { collection: string; id: string; row: Row | undefined }) => void

/** The same for changing, inside the transaction that `write` belongs to. */
export class WriteView<R extends Row, Index extends string> implements Table<R, Index> {
  readonly #collection: string
  readonly #view: ReadView<R, Index>
  readonly #write: Write

  constructor(collection: string, view: ReadView<R, Index>, write: Write) {
    this.#collection = collection
    this.#view = view
    this.#write = write
  }

  get size(): number {
    return this.#view.size
  }

  get(id: string): R | undefined {
    return this.#view.get(id)
  }

  all(): Rows<R> {
    return this.#view.all()
  }

  where(index: Index, key: string | undefined): Rows<R> {
    return this.#view.where(index, key)
  }

  insert(row: R): R {
    if (this.#view.get(row.id)) throw new Error(`${this.#collection} has a row ${row.id} already`)
    return this.put(row)
  }

  replace(row: R): R {
    if (!this.#view.get(row.id)) throw new Error(`${this.#collection} has no row ${row.id}`)
    return this.put(row)
  }

  put(row: R): R {
    this.#write({ collection: this.#collection, id: row.id, row })
    return row
  }

  remove(id: string): void {
    if (this.#view.get(id)) this.#write({ collection: this.#collection, id, row: undefined })
  }
}
