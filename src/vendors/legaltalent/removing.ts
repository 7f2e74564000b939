import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import { checks } from './checking.ts'
import { progresses } from './progress.ts'
import { type Session, sessions } from './session.ts'
import { documents, documentsOf } from './session-document.ts'

/** How many sessions of a tenant were deleted, which it has had nevertheless; the id is the tenant. */
export type DeletedSessions = Row & { readonly count: number }

export const deletedSessions = collection<DeletedSessions>()('legaltalent.deleted_sessions', {})

/** How many sessions a tenant has had since the beginning, without those of related parties. */
export const sessionsHad = (tenant: string, db: Reader): number =>
  db.table(sessions).where('byTenant', tenant).length + (db.table(deletedSessions).get(tenant)?.count ?? 0)

/** Removes a session with everything that the end user has done and uploaded. */
export function removeSession({ id, tenant, parent_session_id }: Session, db: Draft): void {
  for (const document of documentsOf(id, db)) db.table(documents).remove(document.id)
  db.table(progresses).remove(id)
  db.table(checks).remove(id)
  db.table(sessions).remove(id)
  if (parent_session_id !== null) return
  const { count = 0 } = db.table(deletedSessions).get(tenant) ?? {}
  db.table(deletedSessions).put({ id: tenant, count: count + 1 })
}
