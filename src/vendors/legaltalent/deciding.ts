import { type Countries, decided } from './automation.ts'
import { customers } from './customer.ts'
import { sessionEvent } from './events.ts'
import type { LegalTalentContext } from './operations/handlers.ts'
import { calculated, riskProfiles } from './risk.ts'
import { hasOpenMatch } from './screening.ts'
import { moved, type Session, sessions } from './session.ts'
import { versionOf } from './workflow.ts'

const COUNTRY_KEYS = ['nationality', 'residence', 'tax_residence', 'incorporation'] as const

/** The end user has finished; the workflow may ask that it is decided at once. */
export function complete(session: Session, context: LegalTalentContext): Session {
  const { db, now, emit } = context
  const finished = moved(session, 'completed', { completed_at: now.toISOString().replace(/\.\d+/, '') }, now)
  db.table(sessions).replace(finished)
  if (finished.parent_session_id !== null) return finished
  emit('kyc.session.completed', finished.tenant, sessionEvent('kyc.session.completed', finished, context))
  const { validation_config } = versionOf(finished, db)
  return validation_config.automation_rules?.auto_process === true ? process(finished, context) : finished
}

/** Decides a session by the rules of its workflow, and with it the subsessions that are finished. */
export function process(session: Session, context: LegalTalentContext): Session {
  const { db, now, emit } = context
  for (const subsession of db.table(sessions).where('byParent', session.id)) {
    if (subsession.status === 'completed') db.table(sessions).replace(decide(subsession, context))
  }
  const after = db.table(sessions).replace(decide(session, context))
  emit('kyc.session.processed', after.tenant, sessionEvent('kyc.session.processed', after, context))
  if (after.status === 'manual_review') {
    emit('kyc.session.manual_review', after.tenant, sessionEvent('kyc.session.manual_review', after, context))
  }
  recalculate(after.customer_id, context, now)
  return after
}

function decide(session: Session, { db, now }: LegalTalentContext): Session {
  const { validation_config } = versionOf(session, db)
  const decision = decided(validation_config.automation_rules, countriesOf(session, { db }))
  return moved(session, decision.status, decision, now)
}

/** The countries that somebody stated: in the metadata, of the related party, or of the customer. */
function countriesOf({ metadata, person, customer_id }: Session, { db }: Pick<LegalTalentContext, 'db'>): Countries {
  const stated = COUNTRY_KEYS.flatMap((kind) => {
    const country = metadata[kind]
    return typeof country === 'string' ? [[kind, country] as const] : []
  })
  const customer = customer_id === null ? undefined : db.table(customers).get(customer_id)
  const home = person ? person.country : customer?.country
  return {
    ...(home && { [customer?.entity_type === 'company' && !person ? 'incorporation' : 'residence']: home }),
    ...(person?.nationality && { nationality: person.nationality }),
    ...Object.fromEntries(stated),
  }
}

/** Calculates a customer's risk anew, and copies score and level to the customer. */
export function recalculate(customerId: string | null, { db }: Pick<LegalTalentContext, 'db'>, now: Date): void {
  const customer = customerId === null ? undefined : db.table(customers).get(customerId)
  if (!customer) return
  const before = db.table(riskProfiles).get(customer.id)
  const profile = calculated([...db.table(sessions).where('byCustomer', customer.id)], {
    id: customer.id,
    hasOpenMatch: hasOpenMatch(customer.id, db),
    before,
    now,
  })
  if (before) db.table(riskProfiles).replace(profile)
  else db.table(riskProfiles).insert(profile)
  db.table(customers).replace({ ...customer, risk_score: profile.risk_score, risk_level: profile.risk_level })
}
