import { expect, test } from 'vitest'
import type { Row, Rows } from '../../src/core/collection.ts'
import { MemoryTable } from '../../src/core/table.ts'
import { pageOf } from '../../src/vendors/oak/page.ts'

/** So many rows, of which none is read but those of a page. */
function rowsThatArePaged(length: number): Rows<Row> {
  const table = new MemoryTable()
  for (let at = 0; at < length; at++) table.put({ id: `row-${at}` })
  const all = table.all()
  return {
    length,
    slice: (start, end) => all.slice(start, end),
    countBefore: (id) => all.countBefore(id),
    placeOf: (id) => all.placeOf(id),
    [Symbol.iterator]: () => {
      throw new Error('every row was looked at')
    },
  }
}

test.each([
  [{}, ['row-19999', 'row-19998']],
  [{ offset: 10_000 }, ['row-9999', 'row-9998']],
  [{ starting_after: 'row-5' }, ['row-4', 'row-3']],
  [{ ending_before: 'row-5' }, ['row-7', 'row-6']],
])('a page costs the page, however many rows there are: %j', (paging, expected) => {
  const page = pageOf(rowsThatArePaged(20_000), { limit: 2, ...paging })

  expect(page.rows.map(({ id }) => id)).toEqual(expected)
  expect(page.count).toBe(20_000)
})
