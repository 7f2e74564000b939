import { customerOf, customers, requireActive } from '../customer.ts'
import { matchEvent } from '../events.ts'
import { toInstant } from '../instant.ts'
import { done, presentSubject, presentWatchlist, success } from '../present.ts'
import { subjectNotFound } from '../problems.ts'
import { tenantOf } from '../tenants.ts'
import {
  checked,
  DURATION,
  newSubject,
  newWatchlist,
  removeSubject,
  requireSeat,
  type Subject,
  subjectOf,
  subjects,
  subjectsOn,
  type Watchlist,
  watchlistOf,
  watchlists,
} from '../watchlist.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The operations on watchlists and their subjects, and the monitoring of customers. */
export const watchlistHandlers = {
  createWatchlist({ body }, { db, now, random, tenant }) {
    const birth = { id: random.uuid(), tenant: tenantOf({ tenant }), isDefault: false, now }
    const { id } = db.table(watchlists).insert(newWatchlist(body.name, body, birth))
    return success({ watchlist_id: id, message: 'Watchlist created successfully' })
  },

  listWatchlists({ query }, { db, now, tenant }) {
    const tags = query.tags?.split(',').map((tag) => tag.trim())
    const found = [...db.table(watchlists).where('byTenant', tenantOf({ tenant }))].filter(
      (watchlist) =>
        (query.active !== 'true' || watchlist.status === 'active') &&
        (tags === undefined || tags.some((tag) => watchlist.tags.includes(tag))),
    )
    return success({
      watchlists: found.map((watchlist) => presentWatchlist(watchlist, db, now)),
      count: found.length,
    })
  },

  getWatchlist({ params }, { db, now, tenant }) {
    return success(presentWatchlist(watchlistOf(tenantOf({ tenant }), params.watchlist_id, db), db, now))
  },

  deleteWatchlist({ params }, { db, tenant }) {
    const { id } = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    for (const subject of [...db.table(subjects).where('byWatchlist', id)]) removeSubject(subject, db)
    db.table(watchlists).remove(id)
    return done('Watchlist deleted successfully')
  },

  addSubject({ params, body }, { db, now, random, settings, tenant }) {
    const watchlist = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    const subject = newSubject(body, { id: random.uuid(), watchlist, now })
    requireSeat(watchlist.tenant, db, { settings, now })
    db.table(subjects).insert(subject)
    return success({
      subject_id: subject.id,
      expires_at: subject.expires_at,
      duration_days: body.duration_days ?? DURATION,
      watchlist: presentWatchlist(watchlist, db, now),
    })
  },

  listSubjects({ params }, { db, now, tenant }) {
    const { id } = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    const shown = subjectsOn(id, db, now).map(presentSubject)
    return success({ watchlist_id: id, subjects: shown, count: shown.length })
  },

  removeSubject({ params }, { db, tenant }) {
    const { id } = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    removeSubject(subjectOf(id, params.subject_id, db), db)
    return done('Subject removed successfully')
  },

  runWatchlist({ params }, { db, now, tenant }) {
    const watchlist = watchlistOf(tenantOf({ tenant }), params.watchlist_id, db)
    const on = subjectsOn(watchlist.id, db, now)
    const matches = on.flatMap((subject) => subject.matches)
    const previous = watchlist.last_results?.matches_found ?? 0
    const news = Math.max(0, matches.length - previous)
    db.table(watchlists).replace(checked(watchlist, { subjects: on.length, matches: matches.length, news }, now))
    const at = toInstant(now)
    return success({
      watchlist_id: watchlist.id,
      watchlist_name: watchlist.name,
      subjects_checked: on.length,
      total_matches: matches.length,
      previous_matches: previous,
      new_matches_count: news,
      has_changes: news > 0,
      results_by_list: Object.fromEntries(
        watchlist.lists_to_monitor.map((list) => [
          list,
          { checked: on.length, matches: matches.filter((match) => match.list === list).length },
        ]),
      ),
      duration_ms: 0,
      checked_at: at,
    })
  },

  monitorCustomer({ params, body = {} }, context) {
    const { db, now, tenant } = context
    const customer = customerOf(tenantOf({ tenant }), params.id, db)
    requireActive(customer)
    const watchlist =
      body.watchlist_id === undefined
        ? defaultWatchlist(customer.tenant, body, context)
        : watchlistOf(customer.tenant, body.watchlist_id, db)
    const before = [...db.table(subjects).where('byCustomer', customer.id)].find(
      (subject) => subject.watchlist_id === watchlist.id,
    )
    const subject = before ?? subjectFor(params.id, watchlist, { ...context, tags: body.tags })
    const monitoring = {
      enabled: true,
      watchlist_id: watchlist.id,
      subject_id: subject.id,
      monitored_since: subject.added_at,
    }
    if (!before) db.table(customers).replace({ ...customer, monitoring, updated_at: toInstant(now) })
    return success({
      customer_id: customer.id,
      watchlist_id: watchlist.id,
      subject_id: subject.id,
      monitoring,
      expires_at: subject.expires_at,
      duration_days: DURATION,
      message: before ? 'Customer is monitored already' : 'Customer added to monitoring',
    })
  },

  matchSubject({ params, body = {} }, { db, now, random, emit }) {
    const before = db.table(subjects).get(params.subject_id)
    if (!before) throw subjectNotFound()
    const match = {
      list: body.list ?? 'ofac',
      confidence_score: body.confidence_score ?? 0.97,
      found_at: toInstant(now),
    }
    const subject = db.table(subjects).replace({ ...before, matches: [...before.matches, match] })
    const event = 'kyc.watchlist.match_found'
    emit(event, subject.tenant, matchEvent(event, { subject, news: [match] }, { now, random }))
    return presentSubject(subject)
  },
} satisfies Partial<LegalTalentHandlers>

type Wanted = Parameters<typeof newWatchlist>[1]

/** The watchlist that customers are put on when none is named. */
function defaultWatchlist(tenant: string, wanted: Wanted, { db, now, random }: LegalTalentContext): Watchlist {
  const own = [...db.table(watchlists).where('byTenant', tenant)].find(({ is_default }) => is_default)
  const birth = { id: random.uuid(), tenant, isDefault: true, now }
  return own ?? db.table(watchlists).insert(newWatchlist('Customer Monitoring', wanted, birth))
}

function subjectFor(
  customerId: string,
  watchlist: Watchlist,
  { db, now, random, settings, tags = [] }: LegalTalentContext & { tags: string[] | undefined },
): Subject {
  const { name, tax_id, client_id } = customerOf(watchlist.tenant, customerId, db)
  requireSeat(watchlist.tenant, db, { settings, now })
  const identifier = tax_id ?? client_id
  const identifier_type = tax_id !== null ? 'tax_id' : client_id !== null ? 'client_id' : null
  const input = { full_name: name, identifier, identifier_type, tags, customer_id: customerId }
  return db.table(subjects).insert(newSubject(input, { id: random.uuid(), watchlist, now }))
}
