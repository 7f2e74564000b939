import type { Collection, Reader, Row } from '../../../src/core/collection.ts'
import { endpoints } from '../../../src/core/endpoints.ts'
import { MemoryAdapter } from '../../../src/core/memory-adapter.ts'
import type { Namespace } from '../../../src/core/namespace.ts'
import { deliveries, messages } from '../../../src/core/outbox.ts'
import type { Snapshot } from '../../../src/core/snapshot.ts'
import { Store } from '../../../src/core/store.ts'
import type { Vendor } from '../../../src/vendors/vendor.ts'

type AnyCollection = Collection<Row, string>

/** Every collection that anybody declares, as the vendors name them when a store is made. */
export async function collectionsOf(vendors: readonly Vendor[]): Promise<AnyCollection[]> {
  const store = await Store.open(new MemoryAdapter())
  const named = new Map<string, AnyCollection>()
  const reader: Reader = {
    table(collection) {
      named.set(collection.name, collection as unknown as AnyCollection)
      return store.table(collection)
    },
  }
  reader.table(endpoints)
  reader.table(messages)
  reader.table(deliveries)
  for (const vendor of vendors) vendor.prepare(reader)
  return [...named.values()]
}

/** What is different from how it was; rows are replaced, never changed, so that the same object is the same row. */
export function differences(before: Snapshot, after: Snapshot): string[] {
  const names = new Set([...before.rows.keys(), ...after.rows.keys()])
  const rows = [...names].filter((name) => !isSame(before.rows.get(name), after.rows.get(name)))
  const origin = [
    before.origin.random === after.origin.random ? [] : ['chance'],
    before.origin.clock.frozenAt === after.origin.clock.frozenAt &&
    before.origin.clock.offset === after.origin.clock.offset
      ? []
      : ['the clock'],
  ].flat()
  return [...rows, ...origin]
}

type Rows = ReturnType<Snapshot['rows']['get']>

function isSame(before: Rows, after: Rows): boolean {
  if (before?.size !== after?.size) return false
  const others = after?.values()[Symbol.iterator]()
  for (const row of before?.values() ?? []) if (row !== others?.next().value) return false
  return true
}

/** Freezes rows to the bottom, so that whoever changes one in place is found out. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) freeze(inner)
}

/**
 * Where an index is not what a look at every row gives. `retired` are rows that were there once: nobody may be found
 * by their keys who has another.
 */
export function wrongIndexes(
  namespace: Namespace,
  collections: readonly AnyCollection[],
  retired: Iterable<[string, Row]>,
): string[] {
  const { store } = namespace
  const strange = [...namespace.look().rows.keys()].filter(
    (name) => !collections.some((collection) => collection.name === name),
  )
  const before = new Map<string, Row[]>()
  for (const [name, row] of retired) before.set(name, [...(before.get(name) ?? []), row])
  const wrong = collections.flatMap((collection) => {
    const table = store.table(collection)
    const rows = [...table.all()]
    const lost = rows
      .filter((row) => table.get(row.id) !== row)
      .map(({ id }) => `${collection.name}: ${id} is not found by its id`)
    const indexes = Object.entries(collection.indexes).flatMap(([index, of]) => {
      const scan = new Map<string, Row[]>()
      for (const row of before.get(collection.name) ?? []) put(scan, of(row))
      for (const row of rows) put(scan, of(row), row)
      return [...scan]
        .filter(([key, wanted]) => !isSameList([...table.where(index, key)], wanted))
        .map(([key]) => `${collection.name}.${index}: ${key} does not find what a scan finds`)
    })
    return [...lost, ...indexes]
  })
  return [...strange.map((name) => `${name} is not named by prepare()`), ...wrong]
}

function put(scan: Map<string, Row[]>, key: string | undefined, ...rows: Row[]): void {
  if (key === undefined) return
  const found = scan.get(key)
  if (found) found.push(...rows)
  else scan.set(key, rows)
}

const isSameList = (one: readonly Row[], other: readonly Row[]): boolean =>
  one.length === other.length && one.every((row, at) => row === other[at])
