import type { Reader } from '../../core/collection.ts'
import type { Random } from '../../core/random.ts'
import { decisionOf } from './automation.ts'
import type { Customer } from './customer.ts'
import { toInstant } from './instant.ts'
import { type Progress, progressOf, sentBack, stepsOf } from './progress.ts'
import { moved, opened, returned, type Session, type SessionStatus } from './session.ts'
import type { Workflow } from './workflow.ts'

/** How a seeded session stands: in a status, or approved with a flag. */
export type Standing = SessionStatus | 'flagged'

type Birth = { owner: Customer; workflow: Workflow; now: Date; id: string; access_token: string }

const HOUR = 3_600_000

/** Links that nobody has used yet live for ten years, or the demo data would be over some day. */
const OPEN_DAYS = 3650

/** A session that has come as far as that by the moves that sessions make, an hour each. */
export function seededSession(standing: Standing, { owner, workflow, now, ...ids }: Birth): Session {
  const start = opened({
    ...ids,
    tenant: owner.tenant,
    workflow_id: workflow.id,
    workflow_version: workflow.version,
    workflow_name: workflow.name,
    metadata: { user_name: owner.name },
    customer: owner,
    days: standing === 'expired' ? 1 : OPEN_DAYS,
    now,
  })
  const at = (hours: number): Date => new Date(now.getTime() + hours * HOUR)
  if (standing === 'active') return start
  if (standing === 'expired') return moved(start, 'expired', {}, at(24))
  const completed = moved(start, 'completed', { completed_at: toInstant(at(1)) }, at(1))
  if (standing === 'completed') return completed
  if (standing === 'corrections_requested') return returned(completed, at(2))
  const { status, final_decision } = decisionOf(standing)
  return moved(completed, status, { final_decision }, at(2))
}

/** What the end user of a session that was sent back is asked to do again: the first document, and nothing else. */
export function correctionsOf(session: Session, db: Reader, random: Random): Progress {
  const steps = stepsOf(session, db)
  const document = steps.find(({ type }) => type === 'document_upload')
  if (!document) throw new Error(`the workflow of session ${session.id} asks for no document`)
  const request = {
    correction_id: random.uuid(),
    step_id: document.step_id,
    reason: 'The photo is not readable',
    status: 'open' as const,
    requested_at: session.updated_at,
    resolved_at: null,
  }
  const before = { ...session, completed_at: session.updated_at }
  return sentBack(progressOf(session, db), { session: before, steps, requests: [request] })
}
