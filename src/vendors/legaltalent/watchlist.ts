import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { DAY, toInstant } from './instant.ts'
import { notFound } from './problems.ts'

type Shown = components['schemas']['LegalTalentWatchlist']
type Input = Omit<components['schemas']['LegalTalentWatchlistInput'], 'name'>
type Patch = components['schemas']['LegalTalentWatchlistPatch']

export type Watchlist = Row & { readonly tenant: string; readonly is_default: boolean } & Readonly<
    Omit<Shown, 'watchlist_id' | 'tenant_id' | 'subjects' | 'subjects_count'>
  >

export const watchlists = collection<Watchlist>()('legaltalent.watchlists', {
  byTenant: ({ tenant }) => tenant,
  byDefault: ({ tenant, is_default }) => (is_default ? tenant : undefined),
  /** Those that are checked when their time comes, and those that are checked when a list changes. */
  byWaiting: ({ status, check_frequency, next_check_due }) =>
    status === 'paused' ? undefined : next_check_due === null ? check_frequency : 'due',
})

/** How long until the next check, in ms; `on_update` does not wait for one. */
const INTERVAL = { daily: DAY, weekly: 7 * DAY, on_update: null } as const

/** A watchlist without subjects. */
export function newWatchlist(
  name: string,
  { lists_to_monitor = ['ofac', 'un', 'eu'], check_frequency = 'daily', alert_config, tags }: Input,
  birth: { id: string; tenant: string; isDefault: boolean; now: Date },
): Watchlist {
  const at = toInstant(birth.now)
  return {
    id: birth.id,
    tenant: birth.tenant,
    is_default: birth.isDefault,
    name: name.trim(),
    lists_to_monitor: [...new Set(lists_to_monitor)],
    check_frequency,
    last_checked_at: null,
    next_check_due: nextCheck({ status: 'active', check_frequency }, birth.now),
    last_results: null,
    alert_config: { on_new_match: true, on_status_change: true, ...alert_config },
    tags: [...new Set(tags)],
    status: 'active',
    created_at: at,
    updated_at: at,
  }
}

type Rhythm = Pick<Watchlist, 'status' | 'check_frequency'>

/** When a watchlist is checked next, in ms, after a check that was due at `due`. One that is paused waits for nothing. */
export function nextCheck({ status, check_frequency }: Rhythm, now: Date, due = now.getTime()): number | null {
  const interval = INTERVAL[check_frequency]
  if (interval === null || status === 'paused') return null
  // Checks that were missed are not caught up with, and the hour of the day stays.
  const missed = Math.max(0, Math.floor((now.getTime() - due) / interval))
  return due + (missed + 1) * interval
}

/** The watchlist with this id. Throws a Problem of kind `not-found`. */
export function watchlistOf(tenant: string, id: string, db: Reader): Watchlist {
  const watchlist = db.table(watchlists).get(id)
  if (watchlist?.tenant !== tenant) throw notFound('Watchlist')
  return watchlist
}

const CHANGEABLE = ['name', 'lists_to_monitor', 'check_frequency', 'alert_config', 'tags', 'status'] as const

/** A watchlist with the fields of a patch, and which those are. Throws a Problem of kind `invalid` without any. */
export function amendedWatchlist(
  watchlist: Watchlist,
  patch: Patch,
  now: Date,
): { after: Watchlist; changed: (typeof CHANGEABLE)[number][] } {
  const changed = CHANGEABLE.filter((field) => patch[field] !== undefined)
  if (changed.length === 0) throw new Problem('invalid', 'There are no fields to update')
  const { name, lists_to_monitor, check_frequency, alert_config, tags, status } = patch
  const rhythm = {
    status: status ?? watchlist.status,
    check_frequency: check_frequency ?? watchlist.check_frequency,
  }
  const isSame = rhythm.status === watchlist.status && rhythm.check_frequency === watchlist.check_frequency
  const after = {
    ...watchlist,
    ...rhythm,
    name: name?.trim() ?? watchlist.name,
    lists_to_monitor: lists_to_monitor ? [...new Set(lists_to_monitor)] : watchlist.lists_to_monitor,
    alert_config: { ...watchlist.alert_config, ...alert_config },
    tags: tags ? [...new Set(tags)] : watchlist.tags,
    next_check_due: isSame ? watchlist.next_check_due : nextCheck(rhythm, now),
    updated_at: toInstant(now),
  }
  return { after, changed }
}

/** What a check found. */
export type Found = { subjects: number; matches: number; news: number }

/** A watchlist after a check; the next one is at `next`, in ms, if there is one. */
export function checked(
  watchlist: Watchlist,
  { subjects, matches, news }: Found,
  { now, next }: { now: Date; next: number | null },
): Watchlist {
  const at = toInstant(now)
  return {
    ...watchlist,
    last_checked_at: at,
    next_check_due: next,
    last_results: {
      checked_at: at,
      subjects_checked: subjects,
      matches_found: matches,
      new_matches: news,
      s3_snapshot_key: null,
    },
    updated_at: at,
  }
}
