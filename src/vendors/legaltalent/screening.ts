import type { Draft, Reader } from '../../core/collection.ts'
import { matchEvent } from './events.ts'
import { toInstant } from './instant.ts'
import { confidence, entriesOn, type List, type ListEntry } from './list-entry.ts'
import type { LegalTalentContext } from './operations/handlers.ts'
import { type Match, type Subject, subjects, subjectsOn } from './subject.ts'
import { checked, type Found, type Watchlist, watchlists } from './watchlist.ts'

/** What a check takes: also what an alarm has. */
export type Screening = Pick<LegalTalentContext, 'now' | 'random' | 'emit'> & { db: Draft }

/** What was found, what had been found before, and the same by list. */
export type Outcome = Found & {
  previous: number
  byList: Record<string, { checked: number; matches: number }>
}

/**
 * Holds subjects of a watchlist against its lists, all of them unless it is said which; the results of the watchlist
 * count those of the others as they are. A match is told once, when it is found, and once more when it is gone. `next`,
 * in ms, is the time of the next check, where that changes.
 */
export function screen(
  watchlist: Watchlist,
  context: Screening,
  { only, next = watchlist.next_check_due }: { only?: readonly Subject[]; next?: number | null } = {},
): Outcome {
  const { db, now } = context
  const asked = only ?? subjectsOn(watchlist.id, db, now)
  const entries = entriesOn(watchlist.lists_to_monitor, db)
  let news = 0
  const after = asked.map((subject) => {
    const compared = compare(subject, entries, now)
    news += compared.news.length
    return settle(compared, watchlist, context)
  })
  const matches = after.flatMap((subject) => subject.matches)
  const all = only ? subjectsOn(watchlist.id, db, now) : after
  const found = { subjects: all.length, matches: all.flatMap((subject) => subject.matches).length, news }
  db.table(watchlists).replace(checked(watchlist, found, { now, next }))
  return {
    ...found,
    previous: asked.reduce((sum, subject) => sum + subject.matches.length, 0),
    byList: Object.fromEntries(
      watchlist.lists_to_monitor.map((list) => [
        list,
        { checked: after.length, matches: matches.filter((match) => match.list === list).length },
      ]),
    ),
  }
}

type Compared = { before: Subject; after: Subject; news: readonly Match[]; gone: readonly Match[] }

function compare(before: Subject, entries: readonly ListEntry[], now: Date): Compared {
  const matches = entries.flatMap((entry) => {
    const confidence_score = confidence(before, entry)
    if (confidence_score === 0) return []
    const known = before.matches.find((match) => match.entry_id === entry.id)
    return known ?? { entry_id: entry.id, list: entry.list, confidence_score, found_at: toInstant(now) }
  })
  return {
    before,
    after: { ...before, matches },
    news: missingIn(before.matches, matches),
    gone: missingIn(matches, before.matches),
  }
}

const missingIn = (known: readonly Match[], matches: readonly Match[]): Match[] =>
  matches.filter(({ entry_id }) => !known.some((match) => match.entry_id === entry_id))

/** Stores what has changed about a subject, and tells whom it concerns, if the watchlist wants it. */
function settle({ before, after, news, gone }: Compared, { alert_config }: Watchlist, context: Screening): Subject {
  if (news.length === 0 && gone.length === 0) return before
  const subject = context.db.table(subjects).replace(after)
  const tell = (event: 'kyc.watchlist.match_found' | 'kyc.watchlist.status_changed', about: readonly Match[]): void => {
    const lists = about.map(({ list }) => list)
    context.emit(event, subject.tenant, matchEvent(event, { subject, lists, news: news.length }, context))
  }
  if (news.length > 0 && alert_config.on_new_match) tell('kyc.watchlist.match_found', news)
  if (gone.length > 0 && alert_config.on_status_change) tell('kyc.watchlist.status_changed', gone)
  return subject
}

/** Checks the watchlists that do not wait for their time, because this list has changed. */
export function screenOnUpdate(list: List, context: Screening): void {
  for (const watchlist of [...context.db.table(watchlists).where('byWaiting', 'on_update')]) {
    if (watchlist.lists_to_monitor.includes(list)) screen(watchlist, context)
  }
}

/** Checks subjects that have just come or changed, where the watchlist does not wait for its time. */
export function screenAtOnce(watchlist: Watchlist, only: readonly Subject[], context: Screening): void {
  if (only.length > 0 && isCheckedOnUpdate(watchlist)) screen(watchlist, context, { only })
}

/** Whether a watchlist is checked whenever something changes, and not at a time. */
export const isCheckedOnUpdate = ({ status, check_frequency }: Watchlist): boolean =>
  status === 'active' && check_frequency === 'on_update'

/** Whether any subject that stands for a customer, or for one of its people, is on a list. */
export const hasOpenMatch = (customerId: string, db: Reader): boolean =>
  [...db.table(subjects).where('byCustomer', customerId)].some(({ matches }) => matches.length > 0)
