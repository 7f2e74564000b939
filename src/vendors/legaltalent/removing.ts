import type { Draft } from '../../core/collection.ts'
import { checks } from './checking.ts'
import { progresses } from './progress.ts'
import { type Session, sessions } from './session.ts'
import { documents, documentsOf } from './session-document.ts'

/** Removes a session with everything that the end user has done and uploaded. */
export function removeSession({ id }: Session, db: Draft): void {
  for (const document of documentsOf(id, db)) db.table(documents).remove(document.id)
  db.table(progresses).remove(id)
  db.table(checks).remove(id)
  db.table(sessions).remove(id)
}
