import { checkAlarms } from '../alarms.ts'
import { toInstant } from '../instant.ts'
import { done, presentWatchlist, success } from '../present.ts'
import { isCheckedOnUpdate, screen } from '../screening.ts'
import { removeSubject, subjects } from '../subject.ts'
import { isTagged, tagsIn } from '../tags.ts'
import { tenantOf } from '../tenants.ts'
import { amendedWatchlist, newWatchlist, nextCheck, watchlistOf, watchlists } from '../watchlist.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** What may make subjects match that did not, where a watchlist does not wait for its time. */
const AFFECTS_MATCHES: ReadonlySet<string> = new Set(['lists_to_monitor', 'check_frequency', 'status'])

/** The operations on watchlists. */
export const watchlistHandlers = {
  createWatchlist({ body }, { db, now, random, setAlarm, tenant }) {
    const birth = { id: random.uuid(), tenant: tenantOf({ tenant }), isDefault: false, now }
    const watchlist = db.table(watchlists).insert(newWatchlist(body.name, body, birth))
    checkAlarms(watchlist).forEach(setAlarm)
    return success({ watchlist_id: watchlist.id, message: 'Watchlist created successfully' })
  },

  listWatchlists({ query }, { db, now, tenant }) {
    const wanted = tagsIn(query.tags)
    const found = [...db.table(watchlists).where('byTenant', tenantOf({ tenant }))].filter(
      (watchlist) => (query.active !== 'true' || watchlist.status === 'active') && isTagged(watchlist, wanted),
    )
    return success({
      watchlists: found.map((watchlist) => presentWatchlist(watchlist, db, now)),
      count: found.length,
    })
  },

  getWatchlist({ params }, { db, now, tenant }) {
    return success(presentWatchlist(watchlistOf(tenantOf({ tenant }), params.watchlist_id, db), db, now))
  },

  updateWatchlist({ params, body }, context) {
    const { db, now, setAlarm } = context
    const before = watchlistOf(tenantOf(context), params.watchlist_id, db)
    const { after, changed } = amendedWatchlist(before, body, now)
    db.table(watchlists).replace(after)
    checkAlarms(after).forEach(setAlarm)
    if (isCheckedOnUpdate(after) && changed.some((field) => AFFECTS_MATCHES.has(field))) screen(after, context)
    return success({
      watchlist_id: after.id,
      ...Object.fromEntries(changed.map((field) => [field, after[field]])),
      updated_at: after.updated_at,
    })
  },

  deleteWatchlist({ params }, { db, tenant }) {
    const { id } = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    for (const subject of [...db.table(subjects).where('byWatchlist', id)]) removeSubject(subject, db)
    db.table(watchlists).remove(id)
    return done('Watchlist deleted successfully')
  },

  listWatchlistTags(_, { db, tenant }) {
    const owner = tenantOf({ tenant })
    const tagged = [...db.table(watchlists).where('byTenant', owner), ...db.table(subjects).where('byTenant', owner)]
    const tags = [...new Set(tagged.flatMap((each) => each.tags))].sort()
    return success({ tags, count: tags.length })
  },

  runWatchlist({ params }, context) {
    const { db, now, setAlarm } = context
    const watchlist = watchlistOf(tenantOf(context), params.watchlist_id, db)
    const next = nextCheck(watchlist, now)
    const { subjects: checked, matches, previous, news, byList } = screen(watchlist, context, { next })
    checkAlarms({ ...watchlist, next_check_due: next }).forEach(setAlarm)
    return success({
      watchlist_id: watchlist.id,
      watchlist_name: watchlist.name,
      subjects_checked: checked,
      total_matches: matches,
      previous_matches: previous,
      new_matches_count: news,
      has_changes: news > 0 || matches !== previous,
      results_by_list: byList,
      duration_ms: 0,
      checked_at: toInstant(now),
    })
  },
} satisfies Partial<LegalTalentHandlers>
