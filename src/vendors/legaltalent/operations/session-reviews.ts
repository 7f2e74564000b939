import { fieldProblem } from '../../../core/problem.ts'
import { expiryAlarm } from '../alarms.ts'
import { ALL_CHECKS, check, checks } from '../checking.ts'
import { toInstant } from '../instant.ts'
import { signedLink } from '../links.ts'
import { success } from '../present.ts'
import { presentDetail } from '../present-public.ts'
import { notFound } from '../problems.ts'
import { keep, progressOf, sentBack, stepOf, stepsOf } from '../progress.ts'
import { returned, sessionOf, sessions } from '../session.ts'
import { documentOf, documents, documentsOf, isConfirmed } from '../session-document.ts'
import { tenantOf } from '../tenants.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** What a compliance officer does with a session besides deciding it. */
export const reviewHandlers = {
  requestCorrections({ params, body }, context) {
    const { db, now, random, setAlarm, origin } = context
    const before = sessionOf(tenantOf(context), params.session_id, db)
    const steps = body.steps.map(({ step_id }) => stepOf(before, step_id, db).step_id)
    if (new Set(steps).size < steps.length) throw fieldProblem('invalid', 'steps', 'steps has a step twice')
    const session = db.table(sessions).replace(returned(before, now))
    const requests = body.steps.map(({ step_id, reason = null }) => ({
      correction_id: random.uuid(),
      step_id,
      reason,
      status: 'open' as const,
      requested_at: toInstant(now),
      resolved_at: null,
    }))
    keep(sentBack(progressOf(before, db), { session: before, steps: stepsOf(before, db), requests }), db)
    for (const document of documentsOf(session.id, db).filter(({ step_id }) => steps.includes(step_id))) {
      if (isConfirmed(document)) db.table(documents).replace({ ...document, status: 'replaced' })
    }
    // What they found may be no longer true.
    db.table(checks).remove(session.id)
    setAlarm(expiryAlarm(session))
    return success(presentDetail(session, { db, origin }))
  },

  validateSession({ params, body }, context) {
    const session = sessionOf(tenantOf(context), params.session_id, context.db)
    const { id, validated_at, ...results } = check(session, body?.checks ?? ALL_CHECKS, context)
    return success({ session_id: id, validated_at, checks: results })
  },

  getDocumentUrl({ params }, context) {
    const session = sessionOf(tenantOf(context), params.session_id, context.db)
    const document = documentOf(session.id, params.doc_id, context.db)
    if (!isConfirmed(document)) throw notFound('Document')
    const { url, until } = signedLink('files', document.id, context)
    const { id, file_name, content_type } = document
    return success({ doc_id: id, file_name, content_type, url, expires_at: toInstant(until) })
  },
} satisfies Partial<LegalTalentHandlers>
