import type { Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { linkExpired, notFound } from './problems.ts'
import { isWaiting, type Session, sessions } from './session.ts'

/** The session whose link has this token. Throws a Problem of kind `not-found` for one that was never given, or replaced. */
export function sessionWithToken(token: string, db: Reader): Session {
  const [session] = db.table(sessions).where('byToken', token).slice(0, 1)
  if (!session) throw notFound('Session')
  return session
}

/** Throws a Problem when a link leads nowhere: `not-found`, or `forbidden` when it is known to have expired. */
export function requireLive(token: string, db: Reader): void {
  if (sessionWithToken(token, db).status === 'expired') throw linkExpired()
}

/** The same, to be looked at. Throws a Problem of kind `forbidden` when the link has expired. */
export function shownSession(token: string, { db, now }: { db: Reader; now: Date }): Session {
  const session = sessionWithToken(token, db)
  refuseExpired(session, now)
  return session
}

/** The same, for the end user to go on with. Throws a Problem of kind `state` when there is nothing left to do. */
export function openSession(token: string, at: { db: Reader; now: Date }): Session {
  const session = shownSession(token, at)
  if (!isWaiting(session)) throw new Problem('state', `A session that is ${session.status} takes no more`)
  return session
}

/** Throws a Problem of kind `forbidden` when the link has expired. */
export function refuseExpired(session: Session, now: Date): void {
  const { status, expires_at } = session
  if (status === 'expired' || (isWaiting(session) && Date.parse(expires_at) <= now.getTime())) throw linkExpired()
}
