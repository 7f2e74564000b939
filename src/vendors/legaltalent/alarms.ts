import type { Alarm, Alarms } from '../vendor.ts'
import { isWaiting, moved, type Session, sessions } from './session.ts'

/** A link that nobody used in time. */
export const alarms: Alarms = {
  pending: (db) => [...db.table(sessions).all()].filter(isWaiting).map(expiryAlarm),
  ring(row, { db, now }) {
    const session = db.table(sessions).get(row)
    if (!session || !isWaiting(session) || Date.parse(session.expires_at) > now.getTime()) return false
    db.table(sessions).replace(moved(session, 'expired', {}, now))
    return true
  },
}

/** When a session expires, unless it is finished or extended before. */
export const expiryAlarm = ({ id, expires_at }: Session): Alarm => ({
  row: id,
  at: new Date(expires_at),
  what: `session ${id} expires`,
})
