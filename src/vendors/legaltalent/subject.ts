import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { type Customer, customers, NOT_MONITORED } from './customer.ts'
import { DAY, toInstant } from './instant.ts'
import { type List, listEntries } from './list-entry.ts'
import { noSeats, subjectNotFound } from './problems.ts'
import type { LegalTalentSettings } from './settings.ts'
import type { Watchlist } from './watchlist.ts'

type Shown = components['schemas']['LegalTalentSubject']

/** That a subject is on a list, since when. */
export type Match = {
  readonly entry_id: string
  readonly list: List
  readonly confidence_score: number
  readonly found_at: Instant
}

export type Subject = Row & {
  readonly tenant: string
  /** The person of the customer's organization that it stands for, if it is not the customer. */
  readonly person_id: string | null
  readonly matches: readonly Match[]
} & Readonly<Omit<Shown, 'subject_id' | 'open_matches'>>

export const subjects = collection<Subject>()('legaltalent.subjects', {
  byTenant: ({ tenant }) => tenant,
  byWatchlist: ({ watchlist_id }) => watchlist_id,
  byCustomer: ({ customer_id }) => customer_id ?? undefined,
  bySession: ({ session_id }) => session_id ?? undefined,
})

/** A tenant's seats, where an operator set them; the id is the tenant. */
export type Seats = Row & { readonly total: number }
export const seats = collection<Seats>()('legaltalent.seats', {})

/** How long a subject is monitored unless it is said otherwise, in days. */
export const DURATION = 365

/** The subject with this id on a watchlist. Throws a Problem of kind `not-found`. */
export function subjectOf(watchlistId: string, id: string, db: Reader): Subject {
  const subject = db.table(subjects).get(id)
  if (subject?.watchlist_id !== watchlistId) throw subjectNotFound()
  return subject
}

/** Those on a watchlist whose time is not over. */
export const subjectsOn = (watchlistId: string, db: Reader, now: Date): Subject[] =>
  [...db.table(subjects).where('byWatchlist', watchlistId)].filter((subject) => isCurrent(subject, now))

/** Whether the time of a subject is not over. */
export const isCurrent = ({ expires_at }: Subject, now: Date): boolean => now.getTime() < expires_at * 1000

/** How many seats a tenant has, and how many are taken: one by each subject, until its time is over. */
export function seatsOf(
  tenant: string,
  db: Reader,
  settings: LegalTalentSettings,
): { tenant_id: string; total: number; used: number; available: number } {
  const total = db.table(seats).get(tenant)?.total ?? settings.seats
  const used = db.table(subjects).where('byTenant', tenant).length
  return { tenant_id: tenant, total, used, available: Math.max(0, total - used) }
}

/** Throws a Problem when fewer seats than that are left. */
export function requireSeats(wanted: number, tenant: string, db: Reader, settings: LegalTalentSettings): void {
  if (seatsOf(tenant, db, settings).available < wanted) throw noSeats()
}

type Input = Omit<components['schemas']['LegalTalentSubjectInput'], 'duration_days'> & {
  customer_id?: string
  person_id?: string
}

/** A subject of a watchlist. Throws a Problem of kind `missing` without name and identifier. */
export function newSubject(
  input: Input,
  birth: { id: string; watchlist: Watchlist; days?: number | undefined; now: Date },
): Subject {
  if (!input.full_name?.trim() && !input.identifier?.trim()) {
    throw new Problem('missing', 'Subject must have either full_name or identifier')
  }
  const { id, watchlist, days = DURATION, now } = birth
  return {
    id,
    tenant: watchlist.tenant,
    watchlist_id: watchlist.id,
    full_name: input.full_name ?? null,
    identifier: input.identifier ?? null,
    identifier_type: input.identifier_type ?? null,
    tags: [...new Set(input.tags)],
    session_id: input.session_id ?? null,
    customer_id: input.customer_id ?? null,
    person_id: input.person_id ?? null,
    matches: [],
    added_at: toInstant(now),
    expires_at: Math.floor((now.getTime() + days * DAY) / 1000),
  }
}

/** What a customer shows of the subject that stands for it. */
export const monitoringBy = ({ id, watchlist_id, added_at }: Subject): Customer['monitoring'] => ({
  enabled: true,
  watchlist_id,
  subject_id: id,
  monitored_since: added_at,
})

/**
 * Takes a subject off its watchlist, which frees its seat. A customer that it stands for is monitored by what it was put
 * on last of the others, if there are any.
 */
export function removeSubject(subject: Subject, db: Draft): void {
  for (const entry of [...db.table(listEntries).where('bySubject', subject.id)]) db.table(listEntries).remove(entry.id)
  db.table(subjects).remove(subject.id)
  const customer = subject.customer_id === null ? undefined : db.table(customers).get(subject.customer_id)
  if (customer?.monitoring.subject_id !== subject.id) return
  const others = [...db.table(subjects).where('byCustomer', customer.id)].filter(({ person_id }) => person_id === null)
  const last = others.at(-1)
  db.table(customers).replace({ ...customer, monitoring: last ? monitoringBy(last) : NOT_MONITORED })
}
