import { decisionOf } from '../automation.ts'
import { complete, process } from '../deciding.ts'
import { presentSession, success } from '../present.ts'
import { notFound } from '../problems.ts'
import { keep, progressOf } from '../progress.ts'
import { isWaiting, type Session, sessions } from '../session.ts'
import { settled } from '../stepping.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** What an operator does with sessions of any tenant, beside the API. */
export const sessionControlHandlers = {
  completeSession({ params }, context) {
    const session = walkedThrough(params.session_id, context)
    return success(presentSession(complete(session, context), context.origin))
  },

  decideSession({ params, body }, context) {
    const session = walkedThrough(params.session_id, context)
    const ruling = { ...decisionOf(body.decision), reason: body.reason ?? null }
    const after = (isWaiting(session) ? complete : process)(session, context, ruling)
    return success(presentSession(after, context.origin))
  },
} satisfies Partial<LegalTalentHandlers>

/** A session whose steps are done, by whomever. */
function walkedThrough(id: string, context: LegalTalentContext): Session {
  const { db } = context
  const session = db.table(sessions).get(id)
  if (!session) throw notFound('Session')
  keep(settled(session, progressOf(session, db), context), db)
  return session
}
