import { Problem } from '../../../core/problem.ts'
import { openSession, shownSession } from '../access.ts'
import { check, configured } from '../checking.ts'
import { complete } from '../deciding.ts'
import { success } from '../present.ts'
import { presentPublicSession, presentPublicWorkflow, presentRelatedParty } from '../present-public.ts'
import { begun, keep, progressOf, standingOf, stepOf, stepsOf, withStep } from '../progress.ts'
import { isFinished, stepped } from '../stepping.ts'
import { startSubsession, subsessionsOf } from '../subsession.ts'
import { versionOf } from '../workflow.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** What the end user does with the link of a session. Its token is the credential. */
export const publicSessionHandlers = {
  getPublicSession({ params }, { db, now }) {
    return success(presentPublicSession(shownSession(params.access_token, { db, now }), db))
  },

  getPublicWorkflow({ params }, { db, now }) {
    return success(presentPublicWorkflow(shownSession(params.access_token, { db, now }), db))
  },

  completeStep({ params, body: completion = {} }, context) {
    const { db, now } = context
    const session = openSession(params.access_token, context)
    const step = stepOf(session, params.step_id, db)
    const progress = keep(stepped(session, step, { completion, before: progressOf(session, db), db, now }), db)
    if (step.type === 'validation') check(session, configured(versionOf(session, db).validation_config), context)
    const after = isFinished(session, progress, db) ? complete(session, context) : session
    return success(presentPublicSession(after, db))
  },

  addRelatedParty({ params, body }, context) {
    const { db, now, origin } = context
    const session = openSession(params.access_token, context)
    const step = stepsOf(session, db).find(({ type }) => type === 'subsession_collection')
    if (!step) throw new Problem('state', 'This session collects no related parties')
    const progress = progressOf(session, db)
    keep(withStep(progress, begun(standingOf(step, session, progress), now)), db)
    return success(presentRelatedParty(startSubsession(session, body, context), origin))
  },

  listRelatedParties({ params }, { db, now, origin }) {
    const { id } = shownSession(params.access_token, { db, now })
    const own = subsessionsOf(id, db).map((row) => presentRelatedParty(row, origin))
    return success({ session_id: id, subsessions: own, count: own.length })
  },
} satisfies Partial<LegalTalentHandlers>
