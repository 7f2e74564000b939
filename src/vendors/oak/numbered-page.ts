import type { Rows } from '../../core/collection.ts'

/** A larger page is lowered to this one. */
const MAX_SIZE = 100

export type Pagination = { per_page: number; page_no: number; total: number }

/** A page by its number, the first is 1, of rows that lie oldest first, shown newest first. */
export function numberedPage<T>(
  found: Pick<Rows<T>, 'length' | 'slice'>,
  { per_page = 10, page_no = 1 }: Partial<Omit<Pagination, 'total'>>,
): { rows: T[]; pagination: Pagination } {
  const size = Math.min(per_page, MAX_SIZE)
  const end = Math.max(found.length - (page_no - 1) * size, 0)
  const rows = found.slice(Math.max(end - size, 0), end).reverse()
  return { rows, pagination: { per_page: size, page_no, total: found.length } }
}
