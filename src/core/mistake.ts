import { isJsonObject } from './json-object.ts'
import { suggestionAmong } from './nearest.ts'

/** What is taken under a name: in words, and whether a value is that. Undefined is always taken, as left out. */
export type Takes = readonly [words: string, fits: (value: unknown) => boolean]

/**
 * What is wrong with the options that somebody was given, which JavaScript would let pass: a name that there is not, or
 * a value of another kind. Undefined when nothing is.
 */
export function mistakeIn(given: unknown, takes: Readonly<Record<string, Takes>>, whose: string): string | undefined {
  if (!isRecord(given)) return `${whose} takes a plain object of options, not ${shown(given)}`
  for (const [name, value] of Object.entries(given)) {
    const taken = Object.hasOwn(takes, name) ? takes[name] : undefined
    if (!taken) return `there is no option "${name}" of ${whose}${suggestionAmong(name, Object.keys(takes))}`
    const [words, fits] = taken
    if (value !== undefined && !fits(value)) return `${name} must be ${words}, not ${shown(value)}`
  }
  return undefined
}

/** Throws a TypeError that says what is wrong with them, as `mistakeIn` does. */
export function requireFit(given: unknown, takes: Readonly<Record<string, Takes>>, whose: string): void {
  const mistake = mistakeIn(given, takes, whose)
  if (mistake !== undefined) throw new TypeError(mistake)
}

/** Whether it has its values under names; those of a Map, of Headers or of URLSearchParams would be overlooked. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isJsonObject(value) && !(Symbol.iterator in value)

/** A value in a message. Of what may be large, or hold a secret, only what it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 64))
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null || value instanceof Date) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}
