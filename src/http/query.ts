import { parse } from 'node:querystring'
import type { RawParameters } from '../contract/checker.ts'

const NOTHING: RawParameters = new Map()

/** The parameters of a query, with its question mark; a list where a name was given more than once. */
export function readQuery(query: string): RawParameters {
  if (query.length < 2) return NOTHING
  // Quicker than URLSearchParams, and the same but for that: every request pays for it. 0: as many as there are.
  const parsed = parse(query.slice(1), '&', '=', { maxKeys: 0 })
  return new Map(Object.entries(parsed).map(([name, value]) => [name, value ?? '']))
}
