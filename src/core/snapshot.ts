import type { Collections, Row } from './collection.ts'
import { toCollections } from './data-file.ts'
import { suggestion } from './nearest.ts'
import { FORMAT, type Kept, type Origin, objectionToState, STATE, STATE_COLLECTION } from './origin.ts'
import { Problem } from './problem.ts'
import { serialize } from './serialize.ts'
import { StartError } from './start-error.ts'

/** Everything of one namespace at one moment: its rows, and where time and chance stood. */
export type Snapshot = { rows: Collections; origin: Origin; at: Date }

/** A snapshot as text, in the form of `db.json`: the same state gives the same bytes. */
export async function toText({ rows, origin }: Snapshot): Promise<string> {
  const state = { id: STATE, version: FORMAT, ...origin }
  let text = ''
  for await (const part of serialize(new Map([...rows, [STATE_COLLECTION, new Set([state])]]))) text += part
  return text
}

/**
 * Reads what `toText` writes, a `db.json`, or a fixture, where the machine's time is `now`. What a fixture does not say
 * of time and chance is left out. Throws a Problem of kind `invalid` when it is something else, of a newer format, or has
 * collections that are not `known`.
 */
export function fromParsed(
  data: unknown,
  known: readonly string[],
  now: number,
): { rows: Map<string, Map<string, Row>>; origin: Partial<Origin> } {
  const rows = rowsOf(data)
  if (rows.size === 0) throw refused('there is nothing in it')
  const state = rows.get(STATE_COLLECTION)
  rows.delete(STATE_COLLECTION)
  const strange = [...rows.keys()].find((name) => !known.includes(name))
  if (strange !== undefined)
    throw refused(`there is no collection "${strange.slice(0, 64)}"${suggestion(strange, known)}`)
  return { rows, origin: state ? originOf(state, now) : {} }
}

export const refused = (reason: string, cause?: unknown): Problem =>
  new Problem('invalid', `This is no state that can be imported: ${reason}`, {}, { cause })

function rowsOf(data: unknown): Map<string, Map<string, Row>> {
  try {
    return toCollections(data, () => 'the body')
  } catch (error) {
    if (error instanceof StartError) throw refused(error.message, error)
    throw error
  }
}

function originOf(rows: ReadonlyMap<string, Row>, now: number): Partial<Origin> {
  const state = rows.get(STATE) ?? { id: STATE }
  const objection = objectionToState(state, now)
  if (objection !== undefined) throw refused(objection)
  const { random, clock }: Kept = state
  // Without one the clock runs with the machine's: that is what a data file leaves out.
  return { ...(random !== undefined && { random }), clock: clock ?? { offset: 0, frozenAt: null } }
}
