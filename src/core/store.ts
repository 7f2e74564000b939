import { type Adapter, Low } from 'lowdb'
import type { Collection, Collections, Draft, Reader, ReadTable, Row } from './collection.ts'
import { Problem } from './problem.ts'
import type { Later } from './steps.ts'
import { MemoryTable } from './table.ts'
import { ReadView, WriteView } from './table-view.ts'

/** One row of one collection, as it is now; no row means that it is gone. A new one was not there before. */
export type Change = { collection: string; id: string; row: Row | undefined; isNew: boolean }

/** A lowdb adapter that is told of every change, and may refuse to write. */
export type StoreAdapter = Adapter<Collections> & {
  /** The changes of one transaction. */
  record(changes: readonly Change[]): void
  /** Called in the moment a write is refused, before anybody else can run. */
  onRefused(undo: () => void): void
  /** Where a person finds what these names lead to, a collection and perhaps an id: `db.json:3:5`. */
  placeOf(names: readonly string[]): Promise<string>
  /** Gives back what was opened, and writes nothing. */
  abandon(): Promise<void>
  close(): Promise<void>
}

/** What one transaction did so far, and how to take it back. */
type Transaction = { isOpen: boolean; changes: Change[]; undo: (() => void)[] }

/**
 * Collections of rows with one way to write: `transact`. What a change did is undone when it throws, and when it
 * cannot be written: memory is never ahead of the disk by more than what nobody was told of.
 */
export class Store implements Reader {
  readonly #low: Low<Collections>
  readonly #adapter: StoreAdapter
  readonly #tables = new Map<string, MemoryTable>()
  /** Typed access to the tables whose collections are known, by name. */
  readonly #views = new Map<string, unknown>()
  /** What is not on disk yet, oldest first. */
  readonly #unwritten = new Set<Transaction>()
  #isClosed = false

  private constructor(adapter: StoreAdapter) {
    this.#adapter = adapter
    this.#low = new Low<Collections>(adapter, new Map())
    adapter.onRefused(() => this.#undoUnwritten())
  }

  /** Reads everything the adapter has. Throws what the adapter throws when it cannot be read. */
  static async open(adapter: StoreAdapter): Promise<Store> {
    const store = new Store(adapter)
    await store.#low.read()
    for (const [name, rows] of store.#low.data) {
      const table = store.#tableNamed(name)
      for (const row of rows.values()) table.put(row)
    }
    store.#low.data = store.#tables
    return store
  }

  get isEmpty(): boolean {
    for (const table of this.#tables.values()) if (table.size > 0) return false
    return true
  }

  /** Every collection and its rows, for snapshots and counts. */
  get collections(): Collections {
    return this.#tables
  }

  /** The names of collections that have rows, and that nobody has asked for. */
  get strangers(): string[] {
    return [...this.#tables].filter(([name, { size }]) => size > 0 && !this.#views.has(name)).map(([name]) => name)
  }

  /** The names of collections that somebody has asked for. */
  get known(): string[] {
    return [...this.#views.keys()]
  }

  /** Where a person finds what these names lead to, a collection and perhaps an id. */
  placeOf(names: readonly string[]): Promise<string> {
    return this.#adapter.placeOf(names)
  }

  table<R extends Row, Index extends string>(collection: Collection<R, Index>): ReadTable<R, Index> {
    return this.#readable(collection)
  }

  /**
   * Runs `change` to its end, without anybody running in between, and resolves with its result when what it wrote is
   * on disk. Throws what `change` throws, with nothing changed; a Problem of kind `storage` when it cannot be written.
   */
  async transact<T>(change: (draft: Draft) => T): Promise<T> {
    return await this.apply(change)
  }

  /**
   * The same, at once when nothing was written, and what `change` throws is thrown at once. `wrote` hears what is on
   * disk.
   */
  apply<T>(change: (draft: Draft) => T, wrote: (changes: readonly Change[]) => void = () => undefined): Later<T> {
    if (this.#isClosed) throw new Problem('storage', 'The store is closed')
    const transaction: Transaction = { isOpen: true, changes: [], undo: [] }
    let result: T
    try {
      result = change(this.#draft(transaction))
    } catch (error) {
      rollBack(transaction)
      throw error
    } finally {
      transaction.isOpen = false
    }
    const { changes } = transaction
    if (changes.length === 0) return result
    return this.#written(transaction).then(() => {
      wrote(changes)
      return result
    })
  }

  /** Waits for what is being written, and leaves the folder readable by a person. */
  close(): Promise<void> {
    this.#isClosed = true
    return this.#adapter.close()
  }

  /** Leaves the data as it is, where it turns out that it cannot be used. */
  abandon(): Promise<void> {
    this.#isClosed = true
    return this.#adapter.abandon()
  }

  async #written(transaction: Transaction): Promise<void> {
    this.#adapter.record(transaction.changes)
    this.#unwritten.add(transaction)
    try {
      await this.#low.write()
    } catch (error) {
      throw new Problem('storage', 'The change could not be written to disk and was undone', {}, { cause: error })
    } finally {
      this.#unwritten.delete(transaction)
    }
  }

  #undoUnwritten(): void {
    for (const transaction of [...this.#unwritten].reverse()) rollBack(transaction)
    this.#unwritten.clear()
  }

  /** A table is only ever reached through its collection, so its rows are of the collection's type. */
  #readable<R extends Row, Index extends string>(collection: Collection<R, Index>): ReadView<R, Index> {
    const found = this.#views.get(collection.name)
    if (found) return found as ReadView<R, Index>
    const table = this.#tableNamed(collection.name)
    for (const name in collection.indexes) table.addIndex(name, (row) => collection.indexes[name](row as R))
    const view = new ReadView<R, Index>(table)
    this.#views.set(collection.name, view)
    return view
  }

  #draft(transaction: Transaction): Draft {
    return {
      table: (collection) =>
        new WriteView(collection.name, this.#readable(collection), (change) => this.#write(change, transaction)),
      load: (collections) => {
        for (const [collection, rows] of collections) {
          for (const row of rows.values()) this.#write({ collection, id: row.id, row }, transaction)
        }
      },
      clear: () => {
        for (const [collection, rows] of this.#tables) {
          // From the end, where taking one out moves no others.
          for (const { id } of [...rows.values()].reverse())
            this.#write({ collection, id, row: undefined }, transaction)
        }
      },
    }
  }

  #write({ collection, id, row }: Omit<Change, 'isNew'>, transaction: Transaction): void {
    if (!transaction.isOpen) throw new Error(`${collection} was changed after the end of its transaction`)
    const table = this.#tableNamed(collection)
    transaction.changes.push({ collection, id, row, isNew: row !== undefined && !table.get(id) })
    transaction.undo.push(row ? table.put(row) : table.remove(id))
  }

  #tableNamed(name: string): MemoryTable {
    const found = this.#tables.get(name)
    if (found) return found
    const table = new MemoryTable()
    this.#tables.set(name, table)
    return table
  }
}

function rollBack(transaction: Transaction): void {
  for (const takeBack of transaction.undo.reverse()) takeBack()
  transaction.undo.length = 0
}
