import type { components } from '../../contract/openapi.gen.ts'
import type { Rows } from '../../core/collection.ts'
import { fieldProblem, type Problem } from '../../core/problem.ts'

export type Pagination = components['schemas']['ConomyPagination']

/** `next` means the same as `offset`, and wins. */
export type Paging = { limit?: number; next?: number; offset?: number }

/** One page of what was found, with the numbers that the gateway's lists carry. */
export function pageOf<T>(
  found: Pick<Rows<T>, 'length' | 'slice'>,
  { limit = 50, next, offset = 0 }: Paging,
): { pagination: Pagination; results: T[] } {
  const start = next ?? offset
  const results = found.slice(start, start + limit)
  const end = start + results.length
  const total = found.length
  return {
    pagination: {
      count: Math.min(end, total),
      next: end < total ? end : 0,
      previous: Math.max(start - limit, 0),
      total,
    },
    results,
  }
}

/** Whether an instant lies in a window of days, DD/MM/YYYY in UTC, both included. Throws a Problem of kind `invalid`. */
export function inWindow({
  startDate,
  endDate,
}: {
  startDate?: string
  endDate?: string
}): (instant: string) => boolean {
  const start = startDate === undefined ? undefined : dayOf(startDate, 'startDate')
  const end = endDate === undefined ? undefined : dayOf(endDate, 'endDate')
  if (start && end && start > end) throw wrong('startDate', 'startDate must not be after endDate')
  return (instant) => {
    const day = instant.slice(0, 10)
    return (start === undefined || day >= start) && (end === undefined || day <= end)
  }
}

/** `31/12/2026` as `2026-12-31`. */
function dayOf(text: string, field: string): string {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? []
  const iso = `${year}-${month}-${day}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) {
    throw wrong(field, `${field} must be a date of the form DD/MM/YYYY`)
  }
  return iso
}

function wrong(field: string, message: string): Problem {
  return fieldProblem('invalid', field, message, 'query')
}
