import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { DAY, toInstant } from './instant.ts'
import { notFound } from './problems.ts'

type Shown = components['schemas']['LegalTalentSession']
type PersonInput = components['schemas']['LegalTalentSubsessionInput']
export type SessionStatus = components['schemas']['LegalTalentSessionStatus']
export type FinalDecision = Shown['final_decision']
type Derived = 'session_id' | 'tenant_id' | 'public_url' | 'role'

/** What is stored of a session. A subsession has a parent, and the related party that it is about. */
export type Session = Row & { readonly tenant: string; readonly person: PersonInput | null } & Readonly<
    Omit<Shown, Derived>
  >

/** A session of a related party. */
export type Subsession = Session & { readonly person: PersonInput }

export const sessions = collection<Session>()('legaltalent.sessions', {
  byTenant: ({ tenant, parent_session_id }) => (parent_session_id === null ? tenant : undefined),
  byCustomer: ({ customer_id, parent_session_id }) =>
    parent_session_id === null ? (customer_id ?? undefined) : undefined,
  byParent: ({ parent_session_id }) => parent_session_id ?? undefined,
  byToken: ({ access_token }) => access_token,
  byStatus: (row) => (row.parent_session_id === null ? key(row.tenant, row.status) : undefined),
  byClientId: (row) => (row.parent_session_id === null ? key(row.tenant, row.client_id ?? undefined) : undefined),
  byWaiting: (row) => (isWaiting(row) ? 'waiting' : undefined),
})

/** How long a link lives unless it is said otherwise, in days. */
export const DEFAULT_TTL = 14

type Birth = Pick<
  Session,
  'id' | 'tenant' | 'access_token' | 'workflow_id' | 'workflow_version' | 'workflow_name' | 'metadata'
> & { customer: { id: string; client_id: string | null } | undefined; days: number | undefined; now: Date }

/** A session that waits for the end user. */
export function opened({ customer, days = DEFAULT_TTL, now, ...given }: Birth): Session {
  const at = toInstant(now)
  return {
    ...given,
    customer_id: customer?.id ?? null,
    client_id: customer?.client_id ?? null,
    parent_session_id: null,
    person: null,
    status: 'active',
    final_decision: null,
    reason: null,
    automation_flags: [],
    expires_at: expiry(days, now),
    created_at: at,
    updated_at: at,
    completed_at: null,
  }
}

/** When a link expires that lives for so many days from now. */
export const expiry = (days: number, now: Date): string => toInstant(new Date(now.getTime() + days * DAY))

/** The session, or subsession, with this id. Throws a Problem of kind `not-found`. */
export function sessionOf(tenant: string, id: string, db: Reader): Session {
  const session = db.table(sessions).get(id)
  if (session?.tenant !== tenant) throw notFound('Session')
  return session
}

/** Whether the end user has something to do. */
export const isWaiting = ({ status }: Session): boolean => status === 'active' || status === 'corrections_requested'

/** The moves that a session knows; whatever is not here is refused. What is approved or rejected stays so. */
const MOVES: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  active: ['completed', 'expired'],
  corrections_requested: ['completed', 'expired', 'corrections_requested'],
  completed: ['approved', 'rejected', 'manual_review', 'corrections_requested'],
  manual_review: ['approved', 'rejected', 'manual_review', 'corrections_requested'],
  approved: [],
  rejected: [],
  expired: [],
}

/** A session in another status. Throws a Problem of kind `state` when there is no way to it. */
export function moved(session: Session, status: SessionStatus, change: Partial<Session>, now: Date): Session {
  if (!MOVES[session.status].includes(status)) {
    throw new Problem('state', `A session that is ${session.status} cannot become ${status}`, {
      allowed: MOVES[session.status],
    })
  }
  return { ...session, ...change, status, updated_at: toInstant(now) }
}

/** A session that is sent back to its end user. What was decided is withdrawn, and the link works again. */
export function returned(session: Session, now: Date): Session {
  const isOver = Date.parse(session.expires_at) <= now.getTime()
  const expires_at = isOver ? expiry(DEFAULT_TTL, now) : session.expires_at
  const undecided = { final_decision: null, reason: null, automation_flags: [], completed_at: null }
  return moved(session, 'corrections_requested', { ...undecided, expires_at }, now)
}

/** A session with a new link. Throws a Problem of kind `state` when it is over. */
export function relinked(session: Session, accessToken: string, now: Date): Session {
  if (!isWaiting(session)) throw new Problem('state', `A session that is ${session.status} takes no new link`)
  return { ...session, access_token: accessToken, updated_at: toInstant(now) }
}

type Extension = { days: number; hasCorrections: boolean; now: Date }

/** A session whose link lives for so many days from now, or as long as it did; one that had expired is as it was before. */
export function extended(session: Session, { days, hasCorrections, now }: Extension): Session {
  if (!isWaiting(session) && session.status !== 'expired') {
    throw new Problem('state', `A session that is ${session.status} cannot be extended`)
  }
  const status = hasCorrections ? 'corrections_requested' : 'active'
  const wished = expiry(days, now)
  const expires_at = Date.parse(wished) > Date.parse(session.expires_at) ? wished : session.expires_at
  return { ...session, status, expires_at, updated_at: toInstant(now) }
}
