import { Problem } from '../../../core/problem.ts'
import { listEntries, newListEntry } from '../list-entry.ts'
import { presentListEntry, presentSubject } from '../present.ts'
import { listEntryNotFound, subjectNotFound } from '../problems.ts'
import { screen, screenOnUpdate } from '../screening.ts'
import { subjectOf, subjects } from '../subject.ts'
import { watchlistOf } from '../watchlist.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** What operators do with the lists that subjects are held against. */
export const listHandlers = {
  listEntries({ query }, { db }) {
    const table = db.table(listEntries)
    const found = [...(query.list === undefined ? table.all() : table.where('byList', query.list))]
    return { entries: found.map(presentListEntry), count: found.length }
  },

  addListEntry({ params, body }, context) {
    const { db, now, random } = context
    const entry = db.table(listEntries).insert(newListEntry(params.list, body, { id: random.uuid(), now }))
    screenOnUpdate(entry.list, context)
    return presentListEntry(entry)
  },

  removeListEntry({ params }, context) {
    const { db } = context
    const entry = db.table(listEntries).get(params.entry_id)
    if (entry?.list !== params.list) throw listEntryNotFound()
    db.table(listEntries).remove(entry.id)
    screenOnUpdate(entry.list, context)
    return presentListEntry(entry)
  },

  matchSubject({ params, body = {} }, context) {
    const { db, now, random } = context
    const subject = db.table(subjects).get(params.subject_id)
    if (!subject) throw subjectNotFound()
    const watchlist = watchlistOf(subject.tenant, subject.watchlist_id, db)
    const list = body.list ?? watchlist.lists_to_monitor[0] ?? 'ofac'
    if (!watchlist.lists_to_monitor.includes(list)) {
      throw new Problem('state', `The watchlist monitors ${watchlist.lists_to_monitor.join(', ')}, not ${list}`)
    }
    const { full_name, identifier } = subject
    const entry = newListEntry(list, { full_name, identifier }, { id: random.uuid(), now })
    const confidence_score = body.confidence_score ?? 0.97
    db.table(listEntries).insert({ ...entry, subject_id: subject.id, confidence_score })
    screen(watchlist, context, { only: [subject] })
    return presentSubject(subjectOf(watchlist.id, subject.id, db))
  },
} satisfies Partial<LegalTalentHandlers>
