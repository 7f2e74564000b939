import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { checksOf } from './checking.ts'
import { presentSession, publicUrl } from './present.ts'
import { isDone, openCorrections, progressOf, standingOf, stepsOf } from './progress.ts'
import type { Session, Subsession } from './session.ts'
import { documentsOf, isConfirmed, presentDocument } from './session-document.ts'
import { versionOf } from './workflow.ts'

type Schemas = components['schemas']

/** Every step of a session, with what was answered and uploaded. */
export function presentSteps(session: Session, db: Reader): Schemas['LegalTalentStepState'][] {
  const progress = progressOf(session, db)
  const present = documentsOf(session.id, db).filter(isConfirmed)
  return stepsOf(session, db).map((step) => {
    const { step_id, name, type, required } = step
    const { step_id: _, ...standing } = standingOf(step, session, progress)
    const own = present.filter((document) => document.step_id === step_id)
    return { step_id, name, type, required, ...standing, documents: own.map(presentDocument) }
  })
}

/** A session as the end user sees it. */
export function presentPublicSession(session: Session, db: Reader): Schemas['LegalTalentPublicSession'] {
  const { id, workflow_name, status, expires_at, completed_at } = session
  const steps_data = presentSteps(session, db)
  const current = steps_data.findIndex((step) => !isDone(step))
  return {
    session_id: id,
    workflow_name,
    status,
    current_step_index: current < 0 ? steps_data.length : current,
    total_steps: steps_data.length,
    steps_data,
    corrections: openCorrections(progressOf(session, db)),
    expires_at,
    completed_at,
  }
}

/** A session as the tenant sees it, with everything that was done and found. */
export function presentDetail(
  session: Session,
  { db, origin }: { db: Reader; origin: string },
): Schemas['LegalTalentSessionDetail'] {
  const { current_step_index, total_steps, steps_data } = presentPublicSession(session, db)
  const { lists = null, adverse_media = null, crypto = null, face_match = null } = checksOf(session, db) ?? {}
  return {
    ...presentSession(session, origin),
    current_step_index,
    total_steps,
    steps_data,
    corrections: [...progressOf(session, db).corrections],
    checks: { lists, adverse_media, crypto, face_match },
  }
}

/** The steps of a session, without the rules by which it is decided. */
export function presentPublicWorkflow(session: Session, db: Reader): Schemas['LegalTalentPublicWorkflow'] {
  const { id, name, description, version } = versionOf(session, db)
  return { workflow_id: id, name, description, version, steps: [...stepsOf(session, db)] }
}

/** A related party, as whoever named it sees it. */
export function presentRelatedParty(subsession: Subsession, origin: string): Schemas['LegalTalentRelatedParty'] {
  const { id, person, status, access_token, expires_at, completed_at } = subsession
  return {
    session_id: id,
    full_name: person.full_name.trim(),
    role: person.role,
    entity_type: person.entity_type ?? 'individual',
    status,
    access_token,
    public_url: publicUrl(subsession, origin),
    expires_at,
    completed_at,
  }
}
