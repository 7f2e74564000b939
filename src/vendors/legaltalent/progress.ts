import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { toInstant } from './instant.ts'
import { notFound } from './problems.ts'
import type { Session } from './session.ts'
import { RELATED_PARTY } from './templates.ts'
import { type Step, versionOf } from './workflow.ts'

type Schemas = components['schemas']
export type FormData = Schemas['LegalTalentFormData']
export type Correction = Schemas['LegalTalentCorrection']
export type Liveness = Schemas['LegalTalentLiveness']

/** How far a step has come. */
export type StepProgress = Readonly<
  Pick<Schemas['LegalTalentStepState'], 'step_id' | 'status' | 'started_at' | 'completed_at' | 'form_data'>
>

/** What the end user has done of a session, whose id it has; and what was asked to be done again. */
export type Progress = Row & {
  readonly steps: readonly StepProgress[]
  readonly corrections: readonly Correction[]
  readonly liveness: Liveness | null
}

export const progresses = collection<Progress>()('legaltalent.progress', {})

/** How far a session has come, which is nowhere at first. */
export const progressOf = ({ id }: Session, db: Reader): Progress =>
  db.table(progresses).get(id) ?? { id, steps: [], corrections: [], liveness: null }

/** Stores how far a session has come. */
export const keep = (progress: Progress, db: Draft): Progress => db.table(progresses).put(progress)

/** The steps of a session, in order: of its own version of the workflow, or what that has for related parties. */
export function stepsOf(session: Session, db: Reader): readonly Step[] {
  const { steps } = versionOf(session, db)
  if (session.parent_session_id === null) return steps
  const own = steps.find(({ type }) => type === 'subsession_collection')?.subsession_steps ?? []
  const kind = session.person?.entity_type ?? 'individual'
  const [asked = []] = [own, RELATED_PARTY]
    .map((list) => list.filter(({ entity_types = [kind] }) => entity_types.includes(kind)))
    .filter(({ length }) => length > 0)
  return asked.map((step, at) => ({ ...step, order: at + 1 }))
}

/** The step of a session with this id. Throws a Problem of kind `not-found`. */
export function stepOf(session: Session, stepId: string, db: Reader): Step {
  const step = stepsOf(session, db).find(({ step_id }) => step_id === stepId)
  if (!step) throw notFound('Step')
  return step
}

/** How far a step has come. Of a session that was finished without it, all of it counts as completed. */
export function standingOf(step: Step, session: Session, progress: Progress): StepProgress {
  const { completed_at, created_at } = session
  const own = progress.steps.find(({ step_id }) => step_id === step.step_id)
  if (own) return own
  const blank = { step_id: step.step_id, form_data: {} }
  return completed_at === null
    ? { ...blank, status: 'pending', started_at: null, completed_at: null }
    : { ...blank, status: 'completed', started_at: created_at, completed_at }
}

/** Whether nothing is left to do of a step. */
export const isDone = ({ status }: StepProgress): boolean => status === 'completed' || status === 'skipped'

/** Throws a Problem of kind `state` when a step is done. */
export function refuseDone(step: StepProgress): void {
  if (isDone(step)) throw new Problem('state', `Step ${step.step_id} is ${step.status}`)
}

/** The progress with a step that stands as given. */
export const withStep = (progress: Progress, step: StepProgress): Progress => ({
  ...progress,
  steps: [...progress.steps.filter(({ step_id }) => step_id !== step.step_id), step],
})

/** A step that somebody works on. Throws a Problem of kind `state` when it is done. */
export function begun(step: StepProgress, now: Date): StepProgress {
  refuseDone(step)
  return { ...step, status: 'in_progress', started_at: step.started_at ?? toInstant(now) }
}

/** A step that is done with, and what was answered; its corrections are resolved. */
export function finished(
  progress: Progress,
  step: StepProgress,
  outcome: { status: 'completed' | 'skipped'; form_data: FormData; now: Date },
): Progress {
  const { status, form_data, now } = outcome
  const at = toInstant(now)
  const done = { ...step, status, form_data, started_at: step.started_at ?? at, completed_at: at }
  return {
    ...withStep(progress, done),
    corrections: progress.corrections.map((correction) =>
      correction.step_id === step.step_id && correction.status === 'open'
        ? { ...correction, status: 'resolved', resolved_at: at }
        : correction,
    ),
  }
}

/** What the end user has been asked to do again, and has not done yet. */
export const openCorrections = ({ corrections }: Progress): Correction[] =>
  corrections.filter(({ status }) => status === 'open')

type Return = { session: Session; steps: readonly Step[]; requests: readonly Correction[] }

/** The progress with requests to do steps again: those are open as on the first day, but for what was answered. */
export function sentBack(progress: Progress, { session, steps, requests }: Return): Progress {
  const standings = steps.map((step) => standingOf(step, session, progress))
  return {
    ...progress,
    steps: standings.map((standing) =>
      requests.some(({ step_id }) => step_id === standing.step_id)
        ? { ...standing, status: 'pending', started_at: null, completed_at: null }
        : standing,
    ),
    corrections: [...progress.corrections, ...requests],
    liveness: requests.some(({ step_id }) => step_id === progress.liveness?.step_id) ? null : progress.liveness,
  }
}
