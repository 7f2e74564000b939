import { fieldProblem } from '../../core/problem.ts'
import { isOfCalendar } from './calendar.ts'

const FIELDS = ['created_at', 'updated_at'] as const
type Field = (typeof FIELDS)[number]
type Bound = `${Field}[${'gte' | 'lte'}]`

/** From when on and until when, both included. */
export type Periods = { readonly [Name in Bound]?: string }

type Dated = { readonly [Name in Field]: string }

/** Whether a row lies in every period that is asked for; undefined when none is. Throws a Problem of kind `invalid`. */
export function withinPeriods(periods: Periods): ((row: Dated) => boolean) | undefined {
  const wanted = FIELDS.map((field) => ({
    field,
    from: instantOf(periods, `${field}[gte]`) ?? Number.NEGATIVE_INFINITY,
    until: instantOf(periods, `${field}[lte]`) ?? Number.POSITIVE_INFINITY,
  })).filter(({ from, until }) => Number.isFinite(from) || Number.isFinite(until))
  if (wanted.length === 0) return undefined
  return (row) =>
    wanted.every(({ field, from, until }) => {
      const at = Date.parse(row[field])
      return from <= at && at <= until
    })
}

/** ISO 8601: a day, which means its first instant in UTC, or a day with a time and its zone. */
const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/i

function instantOf(periods: Periods, name: Bound): number | undefined {
  const text = periods[name]
  if (text === undefined) return undefined
  const at = ISO.test(text) && isOfCalendar(text.slice(0, 10)) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw fieldProblem('invalid', name, `${name} must be a date or a date-time, ISO 8601`, 'query')
  return at
}
