import type { Reader } from '../../core/collection.ts'
import { answersOf } from './answers.ts'
import { type Decision, decided } from './automation.ts'
import { check, configured } from './checking.ts'
import { countriesOf } from './countries.ts'
import { sessionEvent } from './events.ts'
import { toInstant } from './instant.ts'
import { finishAlarms, wished, wishFor } from './magic.ts'
import type { LegalTalentContext } from './operations/handlers.ts'
import { rate } from './rating.ts'
import { moved, type Session, sessions } from './session.ts'
import { documents } from './session-document.ts'
import { versionOf } from './workflow.ts'

/** What deciding takes. */
type Desk = Pick<LegalTalentContext, 'db' | 'now' | 'random' | 'emit'>

/**
 * The end user has finished; the workflow may ask that it is decided at once, or somebody says how. A related party is
 * decided with its session, or at once when that is over.
 */
export function complete(session: Session, context: Desk, given?: Ruling): Session {
  const { db, now } = context
  const finished = db.table(sessions).replace(moved(session, 'completed', { completed_at: toInstant(now) }, now))
  tell('kyc.session.completed', finished, context)
  return given || isDecidedAtOnce(finished, db) ? process(finished, context, given) : finished
}

function isDecidedAtOnce(session: Session, db: Reader): boolean {
  const { automation_rules: rules = {} } = versionOf(session, db).validation_config
  if (rules.auto_process === true && rules.enabled !== false) return true
  if (session.parent_session_id === null) return wishFor(session, db) !== undefined
  const parent = db.table(sessions).get(session.parent_session_id)
  return parent !== undefined && parent.final_decision !== null
}

/** Finishes a session that was just created, when its customer wishes it: now, or when the alarm rings. */
export function finishAsWished(session: Session, context: Desk & Pick<LegalTalentContext, 'setAlarm'>): void {
  const { db, setAlarm } = context
  const wish = wishFor(session, db)
  if (wish?.isSlow) for (const alarm of finishAlarms(session, db)) setAlarm(alarm)
  else if (wish) complete(session, context)
}

/** A decision that somebody has made already, and why. */
export type Ruling = Decision & { reason: string | null }

/** Decides a session as it is said, or by the rules of its workflow, and with it the related parties that are finished. */
export function process(session: Session, context: Desk, given?: Ruling): Session {
  const { db, now } = context
  decideRelatedParties(session, context)
  const decision: Ruling = given ?? { ...decisionOn(session, context), reason: null }
  const after = db.table(sessions).replace(moved(session, decision.status, decision, now))
  if (after.parent_session_id !== null) return after
  tell('kyc.session.processed', after, context)
  if (after.status === 'manual_review') tell('kyc.session.manual_review', after, context)
  if (after.customer_id !== null) rate(after.customer_id, db, now)
  return after
}

type ByHand = 'approved' | 'rejected' | 'manual_review'

/** Decides a session as a person says, and the related parties that are finished by the rules of its workflow. */
export function decideByHand(session: Session, status: ByHand, reason: string | null, context: Desk): Session {
  const { db, now } = context
  const after = db.table(sessions).replace(moved(session, status, { final_decision: status, reason }, now))
  decideRelatedParties(after, context)
  if (after.parent_session_id !== null) return after
  tell(`kyc.session.${status}`, after, context)
  if (after.customer_id !== null) rate(after.customer_id, db, now)
  return after
}

function decideRelatedParties({ id }: Session, context: Desk): void {
  const { db, now } = context
  for (const subsession of [...db.table(sessions).where('byParent', id)]) {
    if (subsession.status !== 'completed') continue
    const decision: Ruling = { ...decisionOn(subsession, context), reason: null }
    db.table(sessions).replace(moved(subsession, decision.status, decision, now))
  }
}

/** What the rules of its workflow make of a session, after the checks that the workflow asks for. */
function decisionOn(session: Session, { db, now }: Desk): Decision {
  const wish = wishFor(session, db)
  if (wish) return wished(wish)
  const { validation_config } = versionOf(session, db)
  return decided(validation_config, {
    countries: countriesOf(session, db),
    answers: answersOf(session, db),
    documents: [...db.table(documents).where('bySession', session.id)].filter(
      ({ status }) => status === 'uploaded' || status === 'rejected',
    ),
    results: check(session, configured(validation_config), { db, now }),
  })
}

type SessionEventName =
  | 'kyc.session.created'
  | 'kyc.session.completed'
  | 'kyc.session.processed'
  | 'kyc.session.approved'
  | 'kyc.session.rejected'
  | 'kyc.session.manual_review'

/** Tells the tenant what became of a session. Of related parties nothing is told. */
export function tell(event: SessionEventName, session: Session, context: Desk): void {
  if (session.parent_session_id !== null) return
  context.emit(event, session.tenant, sessionEvent(event, session, context))
}
