import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import { similarity } from '../../core/nearest.ts'
import { Problem } from '../../core/problem.ts'
import { toInstant } from './instant.ts'

type Shown = components['schemas']['LegalTalentListEntry']
type Input = components['schemas']['LegalTalentListEntryInput']
export type List = components['schemas']['LegalTalentList']

/** Somebody on a list. The lists are everybody's, and hold invented names; an operator adds to them. */
export type ListEntry = Row & Readonly<Omit<Shown, 'entry_id'>>

export const listEntries = collection<ListEntry>()('legaltalent.list_entries', {
  byList: ({ list }) => list,
  bySubject: ({ subject_id }) => subject_id ?? undefined,
})

/** An entry of a list. Throws a Problem of kind `missing` without name and identifier. */
export function newListEntry(list: List, input: Input, birth: { id: string; now: Date }): ListEntry {
  if (!input.full_name?.trim() && !input.identifier?.trim()) {
    throw new Problem('missing', 'An entry must have either full_name or identifier')
  }
  return {
    id: birth.id,
    list,
    entity_type: input.entity_type ?? 'individual',
    full_name: input.full_name ?? null,
    identifier: input.identifier ?? null,
    subject_id: null,
    confidence_score: null,
    listed_at: toInstant(birth.now),
  }
}

/** Everybody on these lists. */
export const entriesOn = (lists: readonly List[], db: Reader): ListEntry[] =>
  lists.flatMap((list) => [...db.table(listEntries).where('byList', list)])

/** Names that are less alike than this do not match. */
const ALIKE = 0.85

type Sought = { id?: string; full_name: string | null; identifier: string | null }

/**
 * How surely somebody is the one on a list, from 0 to 1; 0 is nobody of the kind. An operator may have said so. The
 * same identifier is 1, and so is the same name but for case, accents and punctuation; the same words in another order
 * are 0.95, and a name that differs in few letters is as sure as it is alike.
 */
export function confidence(sought: Sought, entry: ListEntry): number {
  if (entry.subject_id !== null) return entry.subject_id === sought.id ? (entry.confidence_score ?? 1) : 0
  if (sought.identifier && entry.identifier && plain(sought.identifier) === plain(entry.identifier)) return 1
  const [name, listed] = [plain(sought.full_name), plain(entry.full_name)]
  if (name === '' || listed === '') return 0
  if (name === listed) return 1
  if (sorted(name) === sorted(listed)) return 0.95
  const shorter = Math.min(name.length, listed.length) / Math.max(name.length, listed.length)
  // What differs this much in length cannot be alike, and comparing long texts takes time.
  const alike = shorter < ALIKE ? 0 : similarity(name, listed)
  return alike < ALIKE ? 0 : Math.round(alike * 100) / 100
}

/** In lower case, without accents, and with one space for whatever is neither letter nor digit. */
const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()

const sorted = (name: string): string => name.split(' ').sort().join(' ')
