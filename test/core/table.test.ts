import { expect, test } from 'vitest'
import type { Row, Rows } from '../../src/core/collection.ts'
import { MemoryTable } from '../../src/core/table.ts'

type Pet = Row & { readonly kind?: string }

const pet = (id: string, kind?: string): Pet => (kind === undefined ? { id } : { id, kind })

function tableOf(...rows: Pet[]): MemoryTable {
  const table = new MemoryTable()
  table.addIndex('byKind', (row) => (row as Pet).kind)
  for (const row of rows) table.put(row)
  return table
}

const idsOf = (rows: Rows<Row>): string[] => [...rows].map(({ id }) => id)

test('rows are found by id and listed in the order they were inserted', () => {
  const table = tableOf(pet('b'), pet('a'), pet('c'))

  expect(table.get('a')).toEqual({ id: 'a' })
  expect(table.get('d')).toBeUndefined()
  expect(table.size).toBe(3)
  expect(idsOf(table.all())).toEqual(['b', 'a', 'c'])
})

test('a replaced row keeps its place, a row that is removed and inserted again goes to the end', () => {
  const table = tableOf(pet('a'), pet('b'), pet('c'))

  table.put(pet('b', 'cat'))
  table.remove('a')
  table.put(pet('a'))

  expect(idsOf(table.all())).toEqual(['b', 'c', 'a'])
  expect(table.get('b')).toEqual({ id: 'b', kind: 'cat' })
})

test('an index lists the rows with a key in the order they were inserted', () => {
  const table = tableOf(pet('a', 'cat'), pet('b', 'dog'), pet('c', 'cat'))

  expect(idsOf(table.where('byKind', 'cat'))).toEqual(['a', 'c'])
  expect(idsOf(table.where('byKind', 'fish'))).toEqual([])
})

test('a row that comes to a key later stands where it was inserted, not where it arrived', () => {
  const table = tableOf(pet('a', 'dog'), pet('b', 'cat'), pet('c', 'cat'))

  table.put(pet('a', 'cat'))

  expect(idsOf(table.where('byKind', 'cat'))).toEqual(['a', 'b', 'c'])
  expect(idsOf(table.where('byKind', 'dog'))).toEqual([])
})

test('a row without a key is not found by the index, and asking for no key finds nothing', () => {
  const table = tableOf(pet('a'), pet('b', 'cat'))

  expect(idsOf(table.where('byKind', undefined))).toEqual([])
  expect(idsOf(table.where('byKind', 'cat'))).toEqual(['b'])
})

test('an index that is added later knows the rows that are there already', () => {
  const table = new MemoryTable()
  table.put(pet('a', 'cat'))
  table.put(pet('b', 'dog'))

  table.addIndex('byKind', (row) => (row as Pet).kind)

  expect(idsOf(table.where('byKind', 'dog'))).toEqual(['b'])
})

test('an index nobody declared is an error, not an empty list', () => {
  expect(() => tableOf().where('byName', 'x')).toThrow('There is no index byName')
})

test('a page of the rows is cut out of the list, and may lie beyond its end', () => {
  const rows = tableOf(pet('a'), pet('b'), pet('c')).all()

  expect(rows).toHaveLength(3)
  expect(rows.slice(1, 2)).toEqual([{ id: 'b' }])
  expect(rows.slice(2, 9)).toEqual([{ id: 'c' }])
  expect(rows.slice(9, 10)).toEqual([])
})

test('taking back an insert, a replacement and a removal leaves everything as it was', () => {
  const table = tableOf(pet('a', 'cat'), pet('b', 'cat'), pet('c', 'dog'))

  const undo = [table.remove('a'), table.put(pet('b', 'dog')), table.put(pet('d', 'cat'))]
  for (const takeBack of undo.reverse()) takeBack()

  expect([...table.values()]).toEqual([pet('a', 'cat'), pet('b', 'cat'), pet('c', 'dog')])
  expect(idsOf(table.where('byKind', 'cat'))).toEqual(['a', 'b'])
  expect(idsOf(table.where('byKind', 'dog'))).toEqual(['c'])
})

test('removing a row that is not there, and taking that back, changes nothing', () => {
  const table = tableOf(pet('a'))

  table.remove('b')()

  expect(idsOf(table.all())).toEqual(['a'])
})

test('rows know how many of them lie before a row, be it one of them or not', () => {
  const table = tableOf(pet('a', 'cat'), pet('b', 'dog'), pet('c', 'cat'), pet('d', 'cat'))
  table.remove('a')

  expect(table.all().countBefore('d')).toBe(2)
  expect(table.where('byKind', 'cat').countBefore('d')).toBe(1)
  expect(table.where('byKind', 'cat').countBefore('b')).toBe(0)
  expect(table.where('byKind', 'dog').countBefore('d')).toBe(1)
  expect(table.all().countBefore('a')).toBeUndefined()
})

test('the place of a row is its own: it grows with the insertion, and nobody else gets it', () => {
  const table = tableOf(pet('a', 'cat'), pet('b', 'dog'), pet('c', 'cat'))
  const placeOf = (id: string): number => table.all().placeOf(id) ?? Number.NaN
  const places = ['a', 'b', 'c'].map(placeOf)
  table.remove('c')
  table.put(pet('b', 'cat'))
  table.put(pet('d', 'dog'))

  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(placeOf('d')).toBeGreaterThan(places[2] ?? Number.NaN)
  expect(placeOf('b')).toBe(places[1])
  expect(table.where('byKind', 'cat').placeOf('d')).toBe(placeOf('d'))
  expect(table.all().placeOf('c')).toBeUndefined()
})
