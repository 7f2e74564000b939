import { endAlarm } from '../alarms.ts'
import { done, presentSubject, presentWatchlist, success } from '../present.ts'
import { screenAtOnce } from '../screening.ts'
import { sessionOf } from '../session.ts'
import {
  DURATION,
  isCurrent,
  newSubject,
  removeSubject,
  requireSeats,
  type Subject,
  subjectOf,
  subjects,
  subjectsOn,
} from '../subject.ts'
import { isTagged, tagsIn } from '../tags.ts'
import { tenantOf } from '../tenants.ts'
import { type Watchlist, watchlistOf } from '../watchlist.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The operations on the subjects of watchlists. */
export const subjectHandlers = {
  addSubject({ params, body }, context) {
    const { watchlist, added, shown } = add([body], { ...params, days: body.duration_days }, context)
    const [subject] = added
    if (!subject) throw new Error(`nothing was added to watchlist ${watchlist.id}`)
    return success({ subject_id: subject.id, ...shown })
  },

  addSubjects({ params, body }, context) {
    const { added, shown } = add(body.subjects, { ...params, days: body.duration_days }, context)
    return success({ added_count: added.length, subject_ids: added.map(({ id }) => id), ...shown })
  },

  listSubjects({ params, query }, { db, now, tenant }) {
    const { id } = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    const wanted = tagsIn(query.tags)
    const found = subjectsOn(id, db, now).filter((subject) => isTagged(subject, wanted))
    return success({ watchlist_id: id, subjects: found.map(presentSubject), count: found.length })
  },

  listSessionSubjects({ query: { session_id } }, { db, now, tenant }) {
    const owner = tenantOf({ tenant })
    const found = [...db.table(subjects).where('bySession', session_id)].filter(
      (subject) => subject.tenant === owner && isCurrent(subject, now),
    )
    return success({ session_id, subjects: found.map(presentSubject), count: found.length })
  },

  tagSubject({ params, body }, { db }) {
    const before = subjectOf(params.watchlist_id, params.subject_id, db)
    const { id, tags } = db.table(subjects).replace({ ...before, tags: [...new Set(body.tags)] })
    return success({ subject_id: id, tags: [...tags], message: 'Subject tags updated successfully' })
  },

  removeSubject({ params }, { db }) {
    removeSubject(subjectOf(params.watchlist_id, params.subject_id, db), db)
    return done('Subject removed successfully')
  },
} satisfies Partial<LegalTalentHandlers>

type Input = Parameters<typeof newSubject>[0]
type Place = { watchlist_id: string; days: number | undefined }

/** Puts subjects on a watchlist, all or none, and says what both ways of adding answer. */
function add(inputs: readonly Input[], { watchlist_id, days }: Place, context: LegalTalentContext) {
  const { db, now, random, settings } = context
  const watchlist = watchlistOf(tenantOf(context), watchlist_id, db)
  const made = inputs.map((input) => newSubject(input, { id: random.uuid(), watchlist, days, now }))
  for (const { session_id } of made) if (session_id !== null) sessionOf(watchlist.tenant, session_id, db)
  requireSeats(made.length, watchlist.tenant, db, settings)
  const added = settleIn(made, watchlist, context)
  const shown = {
    expires_at: made[0]?.expires_at ?? 0,
    duration_days: days ?? DURATION,
    watchlist: presentWatchlist(watchlistOf(watchlist.tenant, watchlist.id, db), db, now),
  }
  return { watchlist, added, shown }
}

/** Seats new subjects: stores them, sees to the end of their time, and screens them where that is not put off. */
export function settleIn(
  made: readonly Subject[],
  watchlist: Watchlist,
  context: LegalTalentContext,
): readonly Subject[] {
  for (const subject of made) {
    context.db.table(subjects).insert(subject)
    context.setAlarm(endAlarm(subject))
  }
  screenAtOnce(watchlist, made, context)
  return made
}
