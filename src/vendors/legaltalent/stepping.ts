import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { checkedForm } from './form.ts'
import { type FormData, finished, isDone, type Progress, refuseDone, standingOf, stepsOf } from './progress.ts'
import { type Session, sessions } from './session.ts'
import { documentOf, documentsOf, missingOf } from './session-document.ts'
import type { Step } from './workflow.ts'

type Completion = components['schemas']['LegalTalentStepCompletion']
type Outcome = { status: 'completed' | 'skipped'; form_data: FormData }

/**
 * A step is done with, and so are the optional ones before it. Throws a Problem when it is not its turn, or when
 * something is missing or wrong; nothing of it counts then.
 */
export function stepped(
  session: Session,
  step: Step,
  { completion, before, db, now }: { completion: Completion; before: Progress; db: Reader; now: Date },
): Progress {
  const standing = standingOf(step, session, before)
  refuseDone(standing)
  const passedOver = session.status === 'active' ? passing(session, step, before, db) : []
  const outcome = outcomeOf(session, step, completion, { progress: before, db })
  const skipped = passedOver.reduce(
    (progress, each) =>
      finished(progress, standingOf(each, session, progress), { status: 'skipped', form_data: {}, now }),
    before,
  )
  return finished(skipped, standing, { ...outcome, now })
}

/** Everything that is left counts as completed, with what is there. */
export const settled = (session: Session, progress: Progress, { db, now }: { db: Reader; now: Date }): Progress =>
  stepsOf(session, db).reduce((before, step) => {
    const standing = standingOf(step, session, before)
    const { form_data } = standing
    return isDone(standing) ? before : finished(before, standing, { status: 'completed', form_data, now })
  }, progress)

/** Whether nothing is left to do. */
export const isFinished = (session: Session, progress: Progress, db: Reader): boolean =>
  stepsOf(session, db).every((step) => isDone(standingOf(step, session, progress)))

/** The optional steps that are passed over. Throws a Problem of kind `state` when one of them is required. */
function passing(session: Session, step: Step, progress: Progress, db: Reader): Step[] {
  const open = stepsOf(session, db).filter(
    (each) => each.order < step.order && !isDone(standingOf(each, session, progress)),
  )
  const first = open.find(({ required }) => required)
  if (first) throw new Problem('state', `Step ${first.step_id} comes before ${step.step_id}`)
  return open
}

type Situation = { progress: Progress; db: Reader }

/** What comes of a step. An optional one for which nothing is there is skipped. */
function outcomeOf(session: Session, step: Step, completion: Completion, { progress, db }: Situation): Outcome {
  const { form_data = {}, document_ids = [] } = completion
  const present = documentsOf(session.id, db).filter(({ step_id }) => step_id === step.step_id)
  for (const id of document_ids) requireUploaded(session, step, id, db)
  const hasNothing = Object.keys(form_data).length === 0 && !present.some(({ status }) => status === 'uploaded')
  const lacking = lackOf(session, step, { progress, db })
  if (!step.required && hasNothing && (lacking !== undefined || !hasGate(step))) {
    return { status: 'skipped', form_data: {} }
  }
  const answers = checkedForm(step.custom_fields, form_data, 'form_data')
  const [missing] = missingOf(step, present)
  if (missing) throw new Problem('missing', `Step ${step.step_id} needs the document ${missing.document_type}`)
  if (lacking !== undefined) throw new Problem('state', lacking)
  return { status: 'completed', form_data: answers }
}

function requireUploaded(session: Session, step: Step, id: string, db: Reader): void {
  const { step_id, status } = documentOf(session.id, id, db)
  if (step_id !== step.step_id) throw new Problem('invalid', `Document ${id} is not of step ${step.step_id}`)
  if (status !== 'uploaded') throw new Problem('state', `Document ${id} is ${status}`)
}

/** Whether a step asks for more than answers and documents. */
const hasGate = ({ type }: Step): boolean => type === 'liveness' || type === 'subsession_collection'

/** What a step still needs besides answers and documents, as a sentence. */
function lackOf(
  session: Session,
  { step_id, type }: Step,
  { progress: { liveness }, db }: Situation,
): string | undefined {
  if (type === 'liveness' && !(liveness?.step_id === step_id && liveness.status === 'passed')) {
    return `Step ${step_id} needs a liveness check that was passed`
  }
  if (type === 'subsession_collection' && db.table(sessions).where('byParent', session.id).length === 0) {
    return `Step ${step_id} needs at least one related party`
  }
  return undefined
}
