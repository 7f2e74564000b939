import { done, presentSession, success } from '../present.ts'
import { notFound } from '../problems.ts'
import { removeSession } from '../removing.ts'
import { type Session, sessionOf, sessions } from '../session.ts'
import { startSubsession } from '../subsession.ts'
import { tenantOf } from '../tenants.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'
import { newLink } from './sessions.ts'

/** The operations on the sessions of related parties. */
export const subsessionHandlers = {
  createSubsession({ params, body }, context) {
    const parent = sessionOf(tenantOf(context), params.session_id, context.db)
    return success(presentSession(startSubsession(parent, body, context), context.origin))
  },

  listSubsessions({ params }, { db, tenant, origin }) {
    const { id } = sessionOf(tenantOf({ tenant }), params.session_id, db)
    const own = [...db.table(sessions).where('byParent', id)].map((row) => presentSession(row, origin))
    return success({ session_id: id, subsessions: own, count: own.length })
  },

  deleteSubsession({ params }, context) {
    removeSession(subsessionOf(params, context), context.db)
    return done('Subsession deleted successfully')
  },

  regenerateSubsessionLink({ params }, context) {
    return success(newLink(subsessionOf(params, context), context))
  },
} satisfies Partial<LegalTalentHandlers>

function subsessionOf(
  { session_id, sub_id }: { session_id: string; sub_id: string },
  { db, tenant }: LegalTalentContext,
): Session {
  const parent = sessionOf(tenantOf({ tenant }), session_id, db)
  const session = db.table(sessions).get(sub_id)
  if (session?.parent_session_id !== parent.id) throw notFound('Subsession')
  return session
}
