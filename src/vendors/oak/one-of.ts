import { fieldProblem } from '../../core/problem.ts'

/**
 * The value that a text means, whatever its case: Oak takes enumerated values in any case and shows them in lower case.
 * Throws a Problem of kind `invalid` that lists what there is.
 */
export function oneOf<const T extends string>(
  values: readonly T[],
  text: string,
  field: string,
  place: 'body' | 'query' = 'body',
): T {
  const wanted = text.trim().toLowerCase()
  const found = values.find((value) => value.toLowerCase() === wanted)
  if (found === undefined) throw fieldProblem('invalid', field, `${field} must be one of ${values.join(', ')}`, place)
  return found
}

/** What a filter that takes a list with commas asks for, in lower case; undefined when it is not given. */
export function wantedBy(filter: string | undefined): ReadonlySet<string> | undefined {
  if (filter === undefined) return undefined
  const texts = filter.split(',').map((text) => text.trim().toLowerCase())
  return new Set(texts.filter((text) => text !== ''))
}
