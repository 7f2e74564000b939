import type { Issue } from '../contract/issue.ts'
import { suggestion } from '../core/nearest.ts'
import { type Fault, Problem } from '../core/problem.ts'

/** More than this many are summed up. */
const LISTED = 10
/** A longer name is cut. */
const NAME_LENGTH = 64

/**
 * Sorts what the contract's checks found: "unknown" is what a vendor ignores and a developer mistypes, and comes back
 * as warnings; with `strict` it is refused. Missing before wrong before unknown. Throws a Problem.
 */
export function judge(issues: readonly Issue[], { strict }: { strict: boolean }): string[] {
  const faults = issues.map(toFault)
  const kinds = strict ? (['missing', 'invalid', 'unknown'] as const) : (['missing', 'invalid'] as const)
  for (const kind of kinds) {
    const [first] = faults.filter((fault) => fault.kind === kind)
    if (first) throw new Problem(kind === 'missing' ? 'missing' : 'invalid', first.message, { faults })
  }
  const warnings = faults.filter((fault) => fault.kind === 'unknown').map((fault) => fault.message)
  return warnings.length > LISTED ? [...warnings.slice(0, LISTED), `and ${warnings.length - LISTED} more`] : warnings
}

function toFault({ kind, in: place, field, message, known }: Issue): Fault {
  if (kind !== 'unknown') return { kind, in: place, field, message }
  const name = field.slice(0, NAME_LENGTH)
  const last = field.split('.').at(-1) ?? field
  return {
    kind,
    in: place,
    field: name,
    message: `unknown ${place} ${place === 'query' ? 'parameter' : 'field'} "${name}"${suggestion(last, known ?? [])}`,
  }
}

/** Text as a header may carry it: everything outside of printable ASCII escaped as in JSON. */
export const toHeaderValue = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
