import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import type { Customer } from './customer.ts'
import { type ListEntry } from './list-entry.ts'
import { type Session, sessions } from './session.ts'
import { type Subject, subjectsOn } from './subject.ts'
import type { Watchlist } from './watchlist.ts'
import type { Workflow } from './workflow.ts'

type Schemas = components['schemas']

/** What every success is wrapped in. */
export const success = <T>(data: T) => ({ status: 'success' as const, data })

/** A success with nothing but a sentence. */
export const done = (message: string) => ({ status: 'success' as const, message })

/** A customer with what is counted from its sessions. */
export function presentCustomer(customer: Customer, db: Reader): Schemas['LegalTalentCustomer'] {
  const { id, tenant, ...shown } = customer
  const own = db.table(sessions).where('byCustomer', id)
  const [last] = own.slice(Math.max(0, own.length - 1), own.length)
  return {
    customer_id: id,
    tenant_id: tenant,
    ...shown,
    sessions_count: own.length,
    last_session_id: last?.id ?? null,
    last_session_at: last?.created_at ?? null,
  }
}

/** A session as every list and most answers show it; `origin` is where its link leads to. */
export function presentSession(session: Session, origin: string): Schemas['LegalTalentSession'] {
  const { id, tenant, person, ...shown } = session
  const public_url = publicUrl(session, origin)
  return { session_id: id, tenant_id: tenant, role: person?.role ?? null, public_url, ...shown }
}

/** The link of a session, and until when it works. */
export const presentLink = (session: Session, origin: string) => ({
  session_id: session.id,
  access_token: session.access_token,
  public_url: publicUrl(session, origin),
  expires_at: session.expires_at,
})

/** Where the end user of a session goes; whoever has it needs nothing else. */
export const publicUrl = ({ access_token }: Session, origin: string): string =>
  `${origin}/legaltalent/public/sessions/${access_token}`

/** A workflow without what is only stored. */
export function presentWorkflow({ id, tenant, deleted_at, ...shown }: Workflow): Schemas['LegalTalentWorkflow'] {
  return { workflow_id: id, tenant_id: tenant, ...shown }
}

/** A subject with the number of its matches; on which lists they are, only events say. */
export function presentSubject(subject: Subject): Schemas['LegalTalentSubject'] {
  const { id, tenant, person_id, matches, ...shown } = subject
  return { subject_id: id, open_matches: matches.length, ...shown }
}

/** An entry of a list, as operators see it. */
export const presentListEntry = ({ id, ...shown }: ListEntry): Schemas['LegalTalentListEntry'] => ({
  entry_id: id,
  ...shown,
})

/** A watchlist with its subjects whose time is not over. */
export function presentWatchlist(watchlist: Watchlist, db: Reader, now: Date): Schemas['LegalTalentWatchlist'] {
  const { id, tenant, is_default, ...shown } = watchlist
  const on = subjectsOn(id, db, now).map(presentSubject)
  return { watchlist_id: id, tenant_id: tenant, ...shown, subjects: on, subjects_count: on.length }
}
