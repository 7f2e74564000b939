import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { customers, unmonitored } from './customer.ts'
import { DAY, toInstant } from './instant.ts'
import { noSeats, notFound, subjectNotFound } from './problems.ts'
import type { LegalTalentSettings } from './settings.ts'

type Shown = components['schemas']['LegalTalentWatchlist']
type ShownSubject = components['schemas']['LegalTalentSubject']
export type List = components['schemas']['LegalTalentList']
type Input = Omit<components['schemas']['LegalTalentWatchlistInput'], 'name'>

export type Watchlist = Row & { readonly tenant: string; readonly is_default: boolean } & Readonly<
    Omit<Shown, 'watchlist_id' | 'tenant_id' | 'subjects' | 'subjects_count'>
  >

export type Match = { readonly list: List; readonly confidence_score: number; readonly found_at: string }

export type Subject = Row & {
  readonly tenant: string
  readonly watchlist_id: string
  readonly matches: readonly Match[]
} & Readonly<Omit<ShownSubject, 'subject_id' | 'open_matches'>>

export const watchlists = collection<Watchlist>()('legaltalent.watchlists', { byTenant: ({ tenant }) => tenant })

export const subjects = collection<Subject>()('legaltalent.subjects', {
  byTenant: ({ tenant }) => tenant,
  byWatchlist: ({ watchlist_id }) => watchlist_id,
  byCustomer: ({ customer_id }) => customer_id ?? undefined,
})

/** A tenant's seats, where an operator set them; the id is the tenant. */
export type Seats = Row & { readonly total: number }
export const seats = collection<Seats>()('legaltalent.seats', {})

/** How long a subject is monitored unless it is said otherwise, in days. */
export const DURATION = 365

/** How long until the next check, in ms; `on_update` does not wait for one. */
const INTERVAL = { daily: DAY, weekly: 7 * DAY, on_update: null } as const

/** A watchlist without subjects. */
export function newWatchlist(
  name: string,
  { lists_to_monitor = ['ofac', 'un', 'eu'], check_frequency = 'daily', tags = [] }: Input,
  birth: { id: string; tenant: string; isDefault: boolean; now: Date },
): Watchlist {
  const at = toInstant(birth.now)
  return {
    id: birth.id,
    tenant: birth.tenant,
    is_default: birth.isDefault,
    name,
    lists_to_monitor,
    check_frequency,
    last_checked_at: null,
    next_check_due: nextCheck(check_frequency, birth.now),
    last_results: null,
    alert_config: { on_new_match: true, on_status_change: true },
    tags,
    status: 'active',
    created_at: at,
    updated_at: at,
  }
}

function nextCheck(frequency: Watchlist['check_frequency'], now: Date): number | null {
  const interval = INTERVAL[frequency]
  return interval === null ? null : now.getTime() + interval
}

/** The watchlist with this id. Throws a Problem of kind `not-found`. */
export function watchlistOf(tenant: string, id: string, db: Reader): Watchlist {
  const watchlist = db.table(watchlists).get(id)
  if (watchlist?.tenant !== tenant) throw notFound('Watchlist')
  return watchlist
}

/** The subject with this id on a watchlist. Throws a Problem of kind `not-found`. */
export function subjectOf(watchlistId: string, id: string, db: Reader): Subject {
  const subject = db.table(subjects).get(id)
  if (subject?.watchlist_id !== watchlistId) throw subjectNotFound()
  return subject
}

/** Those on a watchlist whose time is not over. */
export const subjectsOn = (watchlistId: string, db: Reader, now: Date): Subject[] =>
  [...db.table(subjects).where('byWatchlist', watchlistId)].filter((subject) => isCurrent(subject, now))

const isCurrent = ({ expires_at }: Subject, now: Date): boolean => now.getTime() < expires_at * 1000

/** How many seats a tenant has, and how many are taken; a subject whose time is over leaves its seat. */
export function seatsOf(
  tenant: string,
  db: Reader,
  { settings, now }: { settings: LegalTalentSettings; now: Date },
): { tenant_id: string; total: number; used: number; available: number } {
  const total = db.table(seats).get(tenant)?.total ?? settings.seats
  const used = [...db.table(subjects).where('byTenant', tenant)].filter((subject) => isCurrent(subject, now)).length
  return { tenant_id: tenant, total, used, available: Math.max(0, total - used) }
}

/** Throws a Problem when no seat is left. */
export function requireSeat(tenant: string, db: Reader, at: { settings: LegalTalentSettings; now: Date }): void {
  if (seatsOf(tenant, db, at).available === 0) throw noSeats()
}

type SubjectInput = components['schemas']['LegalTalentSubjectInput'] & { customer_id?: string | null }

/** A subject of a watchlist. Throws a Problem of kind `missing` without name and identifier. */
export function newSubject(input: SubjectInput, birth: { id: string; watchlist: Watchlist; now: Date }): Subject {
  if (!input.full_name?.trim() && !input.identifier?.trim()) {
    throw new Problem('missing', 'Subject must have either full_name or identifier')
  }
  const days = input.duration_days ?? DURATION
  return {
    id: birth.id,
    tenant: birth.watchlist.tenant,
    watchlist_id: birth.watchlist.id,
    full_name: input.full_name ?? null,
    identifier: input.identifier ?? null,
    identifier_type: input.identifier_type ?? null,
    tags: input.tags ?? [],
    session_id: null,
    customer_id: input.customer_id ?? null,
    matches: [],
    added_at: toInstant(birth.now),
    expires_at: Math.floor((birth.now.getTime() + days * DAY) / 1000),
  }
}

/** Takes a subject off its watchlist; a customer that it stands for is no longer monitored. */
export function removeSubject(subject: Subject, db: Draft): void {
  db.table(subjects).remove(subject.id)
  const customer = subject.customer_id === null ? undefined : db.table(customers).get(subject.customer_id)
  if (customer?.monitoring.subject_id === subject.id) db.table(customers).replace(unmonitored(customer))
}

/** A watchlist after a check. */
export function checked(watchlist: Watchlist, found: { subjects: number; matches: number; news: number }, now: Date) {
  const at = toInstant(now)
  return {
    ...watchlist,
    last_checked_at: at,
    next_check_due: nextCheck(watchlist.check_frequency, now),
    last_results: {
      checked_at: at,
      subjects_checked: found.subjects,
      matches_found: found.matches,
      new_matches: found.news,
      s3_snapshot_key: null,
    },
    updated_at: at,
  }
}
