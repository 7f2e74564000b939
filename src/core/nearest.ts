import { closest, distance } from 'fastest-levenshtein'

/** The candidate that `text` was probably meant to be; undefined when none is near. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  // The distance is quadratic in the lengths, and nobody mistypes a name into one this long.
  if (candidates.length === 0 || text.length > 200) return undefined
  const found = closest(
    text.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  )
  const candidate = candidates.find((name) => name.toLowerCase() === found)
  return candidate && distance(text.toLowerCase(), found) <= Math.max(2, candidate.length / 3) ? candidate : undefined
}

/** `, did you mean "email"?`, or nothing. */
export function suggestion(text: string, candidates: readonly string[]): string {
  const found = nearest(text, candidates)
  return found === undefined ? '' : `, did you mean "${found}"?`
}

/** The same; when none is near, `; there are conomy, oak`. */
export function suggestionAmong(text: string, candidates: readonly string[]): string {
  return suggestion(text, candidates) || `; there are ${candidates.join(', ')}`
}

/** How alike two texts are: 1 when they are the same, 0 when no letter is where it was. */
export const similarity = (one: string, other: string): number =>
  1 - distance(one, other) / Math.max(one.length, other.length, 1)
