import { expect, test } from 'vitest'
import type { Row, Rows } from '../../src/core/collection.ts'
import { narrowest, rowsIn, sifted, union } from '../../src/core/matching.ts'
import { MemoryTable } from '../../src/core/table.ts'

type Pet = Row & { readonly kind: string; readonly home: string }

const PETS: readonly Pet[] = [
  { id: 'd', kind: 'cat', home: 'north' },
  { id: 'c', kind: 'dog', home: 'north' },
  { id: 'b', kind: 'cat', home: 'south' },
  { id: 'a', kind: 'fish', home: 'north' },
]

function pets() {
  const table = new MemoryTable()
  table.addIndex('byKind', (row) => (row as Pet).kind)
  table.addIndex('byHome', (row) => (row as Pet).home)
  for (const pet of PETS) table.put(pet)
  return {
    all: table.all() as Rows<Pet>,
    kind: (kind: string) => table.where('byKind', kind) as Rows<Pet>,
    home: (home: string) => table.where('byHome', home) as Rows<Pet>,
  }
}

const idsOf = (rows: Iterable<Row>): string[] => [...rows].map(({ id }) => id)

/** Rows that must not be gone through. */
const unread = (rows: Rows<Pet>): Rows<Pet> => ({
  length: rows.length,
  slice: (start, end) => rows.slice(start, end),
  countBefore: (id) => rows.countBefore(id),
  placeOf: (id) => rows.placeOf(id),
  [Symbol.iterator]: () => {
    throw new Error('every row was looked at')
  },
})

test('of several filters the one that leaves the fewest gives the rows, and the others look at those', () => {
  const { all, kind, home } = pets()

  const found = narrowest(unread(all), [
    { rows: unread(home('north')), keeps: (pet) => pet.home === 'north' },
    { rows: kind('dog'), keeps: (pet) => pet.kind === 'dog' },
    undefined,
  ])

  expect(idsOf(sifted(found))).toEqual(['c'])
})

test('one filter alone, and none, are answered without looking at a row', () => {
  const { all, kind } = pets()
  const cats = unread(kind('cat'))

  expect(sifted(narrowest(unread(all), [{ rows: cats, keeps: () => true }]))).toBe(cats)
  expect(sifted(narrowest(all, [undefined]))).toBe(all)
})

test('a filter that no index knows looks at every row that is left', () => {
  const { all, kind } = pets()
  const isSouthern = { keeps: (pet: Pet) => pet.home === 'south' }

  expect(idsOf(sifted(narrowest(all, [isSouthern])))).toEqual(['b'])
  expect(idsOf(sifted(narrowest(unread(all), [isSouthern, { rows: kind('dog'), keeps: () => true }])))).toEqual([])
})

test('what several indexes find is each row once, in the order of all', () => {
  const { all, kind, home } = pets()

  const found = union([home('north'), kind('cat')], all)

  expect(idsOf(found)).toEqual(['d', 'c', 'b', 'a'])
  expect(found).toHaveLength(4)
  expect(idsOf(found.slice(1, 3))).toEqual(['c', 'b'])
})

test('one index alone is passed on, and none finds nothing', () => {
  const { all, kind } = pets()
  const cats = kind('cat')

  expect(union([cats], all)).toBe(cats)
  expect(union([], all)).toHaveLength(0)
})

test.each([
  ['c', 0],
  ['b', 1],
  ['a', 1],
  ['nobody', undefined],
])('before %s lie %s of the rows that were found', (id, expected) => {
  const { all } = pets()
  const [, dog, , fish] = PETS
  if (!dog || !fish) throw new Error('there are four')

  const found = rowsIn(all, [fish, dog])

  expect(found.countBefore(id)).toBe(expected)
})
