import type { Alarm, Alarms, AnyContext } from '../vendor.ts'
import { complete } from './deciding.ts'
import { finishAlarms } from './magic.ts'
import { screen } from './screening.ts'
import { isWaiting, moved, type Session, sessions } from './session.ts'
import { removeSubject, type Subject, subjects } from './subject.ts'
import { nextCheck, type Watchlist, watchlists } from './watchlist.ts'

/**
 * A link that nobody used in time, a session that finishes by itself, a watchlist whose check is due, and a subject whose
 * time is over.
 */
export const alarms: Alarms = {
  pending: (db) => [
    ...[...db.table(sessions).where('byWaiting', 'waiting')].flatMap((session) => [
      expiryAlarm(session),
      ...finishAlarms(session, db),
    ]),
    ...[...db.table(watchlists).where('byWaiting', 'due')].flatMap(checkAlarms),
    ...[...db.table(subjects).all()].map(endAlarm),
  ],
  ring: (row, context) => expire(row, context) || finish(row, context) || check(row, context) || end(row, context),
}

/** When a session expires, unless it is finished or extended before. */
export const expiryAlarm = ({ id, expires_at }: Session): Alarm => ({
  row: id,
  at: new Date(expires_at),
  what: `session ${id} expires`,
})

function expire(row: string, { db, now }: AnyContext): boolean {
  const session = db.table(sessions).get(row)
  if (!session || !isWaiting(session) || Date.parse(session.expires_at) > now.getTime()) return false
  db.table(sessions).replace(moved(session, 'expired', {}, now))
  return true
}

/** Finishes a session whose customer wishes it. */
function finish(row: string, context: AnyContext): boolean {
  const { db, now } = context
  const session = db.table(sessions).get(row)
  if (!session || !finishAlarms(session, db).some(({ at }) => at <= now)) return false
  complete(session, context)
  return true
}

/** When a watchlist is checked next, unless it is paused or checked by hand before; none where it does not wait. */
export const checkAlarms = ({ id, next_check_due }: Watchlist): Alarm[] =>
  next_check_due === null ? [] : [{ row: id, at: new Date(next_check_due), what: `watchlist ${id} is checked` }]

function check(row: string, context: AnyContext): boolean {
  const { db, now, setAlarm } = context
  const before = db.table(watchlists).get(row)
  const due = before?.next_check_due
  if (!before || due === undefined || due === null || due > now.getTime()) return false
  const next = nextCheck(before, now, due)
  screen(before, context, { next })
  for (const alarm of checkAlarms({ ...before, next_check_due: next })) setAlarm(alarm)
  return true
}

/** When a subject leaves its seat, unless it is removed before. */
export const endAlarm = ({ id, expires_at }: Subject): Alarm => ({
  row: id,
  at: new Date(expires_at * 1000),
  what: `subject ${id} leaves its watchlist`,
})

function end(row: string, { db, now }: AnyContext): boolean {
  const subject = db.table(subjects).get(row)
  if (!subject || subject.expires_at * 1000 > now.getTime()) return false
  removeSubject(subject, db)
  return true
}
