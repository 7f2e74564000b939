import type { Issue } from '../contract/issue.ts'
import { suggestion, suggestionAmong } from '../core/nearest.ts'
import { type Fault, Problem, problemOf } from '../core/problem.ts'

/** More than this many are summed up. */
const LISTED = 10
/** So many known names at the most are told to somebody whose name is near none of them. */
const TOLD = 15
/** A longer name is cut. */
const NAME_LENGTH = 64

export type Judgement = { warnings: string[]; refusal: Problem | undefined }

/**
 * Sorts what the contract's checks found. Missing comes before wrong. "Unknown" is what a vendor ignores and a
 * developer mistypes: a warning, which also explains a refusal beside it; with `strict` it is a refusal itself.
 */
export function judge(issues: readonly Issue[], { strict }: { strict: boolean }): Judgement {
  const faults = issues.map((issue) => toFault(issue, strict))
  const unknown = faults.filter(({ kind }) => kind === 'unknown')
  const [first] = strict ? unknown : []
  return {
    warnings: strict ? [] : summedUp(unknown.map(({ message }) => message)),
    refusal: problemOf(faults) ?? (first && new Problem('invalid', first.message, { faults })),
  }
}

const summedUp = (warnings: string[]): string[] =>
  warnings.length > LISTED ? [...warnings.slice(0, LISTED), `and ${warnings.length - LISTED} more`] : warnings

function toFault({ kind, in: place, field, message, known = [] }: Issue, strict: boolean): Fault {
  if (kind !== 'unknown') return { kind, in: place, field, message }
  const name = field.slice(0, NAME_LENGTH)
  const last = field.split('.').at(-1) ?? field
  const hint = strict && known.length > 0 && known.length <= TOLD ? suggestionAmong : suggestion
  return {
    kind,
    in: place,
    field: name,
    message: `unknown ${place} ${place === 'query' ? 'parameter' : 'field'} "${name}"${hint(last, known)}`,
  }
}

/** Text as a header may carry it: everything outside of printable ASCII escaped as in JSON. */
export const toHeaderValue = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
