import { expect, test } from 'vitest'
import type { Rows } from '../../src/core/collection.ts'
import { MemoryTable } from '../../src/core/table.ts'
import { pageOf } from '../../src/vendors/legaltalent/page.ts'

type Dated = { readonly id: string; readonly created_at: string }

/** So many rows, a second apart, and how many of them were read. */
function counted(length: number) {
  const table = new MemoryTable()
  const born = (at: number): string => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`
  for (let at = 0; at < length; at++) table.put({ id: `row_${at}`, created_at: born(at) } as Dated)
  const all = table.all() as Rows<Dated>
  const read = { rows: 0 }
  const rows: Rows<Dated> = {
    get length() {
      return all.length
    },
    slice(start, end) {
      const found = all.slice(start, end)
      read.rows += found.length
      return found
    },
    countBefore: (id) => all.countBefore(id),
    placeOf: (id) => all.placeOf(id),
    *[Symbol.iterator]() {
      for (const row of all) {
        read.rows++
        yield row
      }
    },
  }
  return { rows, read, table }
}

test.each(['desc', 'asc'] as const)('a page costs the page, however many rows there are: %s', (sort) => {
  const { rows, read } = counted(20_000)
  let cursor: string | null = null
  for (let page = 0; page < 10; page++) {
    const { counts }: ReturnType<typeof pageOf<Dated>> = pageOf(rows, {
      limit: 20,
      sort,
      ...(cursor !== null && { cursor }),
    })
    cursor = counts.cursor
  }

  expect(read.rows).toBeLessThan(10 * 25)
})

test('so does a page after a row that is gone', () => {
  const { rows, read, table } = counted(20_000)
  const { counts } = pageOf(rows, { limit: 20 })
  table.remove('row_19980')
  read.rows = 0

  const page = pageOf(rows, { limit: 20, cursor: counts.cursor ?? '' })

  expect(page.rows[0]?.id).toBe('row_19979')
  expect(read.rows).toBeLessThan(20 + 20)
})
