import { Problem } from '../../../core/problem.ts'
import { openSession } from '../access.ts'
import { subjectNames } from '../answers.ts'
import { toInstant } from '../instant.ts'
import { success } from '../present.ts'
import { notFound } from '../problems.ts'
import { begun, keep, type Liveness, progressOf, standingOf, stepOf, stepsOf, withStep } from '../progress.ts'
import type { Session } from '../session.ts'
import { isMasked } from '../signs.ts'
import type { Step } from '../workflow.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** How long a check may take, in ms. */
const LIFE = 10 * 60_000

/** The liveness check of a session: whether a person sits in front of the camera. */
export const livenessHandlers = {
  startLiveness({ params, body }, context) {
    const { db, now, random } = context
    const session = openSession(params.access_token, context)
    const step = livenessStep(session, body?.step_id, context)
    const progress = progressOf(session, db)
    const liveness: Liveness = {
      liveness_id: random.uuid(),
      step_id: step.step_id,
      status: 'pending',
      challenge: random.pick(['turn_head', 'smile', 'blink']),
      confidence: null,
      expires_at: toInstant(new Date(now.getTime() + LIFE)),
    }
    keep({ ...withStep(progress, begun(standingOf(step, session, progress), now)), liveness }, db)
    return success(liveness)
  },

  completeLiveness({ params, body }, context) {
    const { db, now } = context
    const session = openSession(params.access_token, context)
    const progress = progressOf(session, db)
    const { liveness: before } = progress
    if (before?.liveness_id !== body.liveness_id) throw notFound('Liveness')
    if (before.status !== 'pending') return success(before)
    if (Date.parse(before.expires_at) <= now.getTime()) throw new Problem('state', 'The liveness check has expired')
    const isReal = !subjectNames(session, db).some(isMasked)
    const liveness: Liveness = { ...before, status: isReal ? 'passed' : 'failed', confidence: isReal ? 0.98 : 0.12 }
    keep({ ...progress, liveness }, db)
    return success(liveness)
  },
} satisfies Partial<LegalTalentHandlers>

/** The step that is named, or the first that asks for a check. Throws a Problem of kind `invalid` when none does. */
function livenessStep(session: Session, named: string | undefined, { db }: LegalTalentContext): Step {
  const step =
    named === undefined ? stepsOf(session, db).find(({ type }) => type === 'liveness') : stepOf(session, named, db)
  if (step?.type !== 'liveness') throw new Problem('invalid', 'There is no liveness check here')
  return step
}
