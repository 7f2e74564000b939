import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { expiryAlarm } from './alarms.ts'
import type { LegalTalentContext } from './operations/handlers.ts'
import { isWaiting, opened, type Session, type Subsession, sessions } from './session.ts'

type Input = components['schemas']['LegalTalentSubsessionInput']

/** The sessions of a session's related parties, the oldest first. */
export const subsessionsOf = (parentId: string, db: Reader): Subsession[] =>
  [...db.table(sessions).where('byParent', parentId)].filter((row): row is Subsession => row.person !== null)

/** Starts the session of a related party. Throws a Problem of kind `state` when its session takes none. */
export function startSubsession(parent: Session, input: Input, context: LegalTalentContext): Subsession {
  const { db, now, random, setAlarm } = context
  if (parent.parent_session_id !== null) throw new Problem('state', 'A related party takes no subsessions')
  if (!isWaiting(parent)) throw new Problem('state', `A session that is ${parent.status} takes no subsessions`)
  const { metadata = {}, ttl_days: days, ...person } = input
  const { tenant, workflow_id, workflow_version, workflow_name, customer_id, client_id } = parent
  const identity = { id: random.uuid(), tenant, access_token: random.uuid() }
  const version = { workflow_id, workflow_version, workflow_name }
  const blank = opened({ ...identity, ...version, metadata, customer: undefined, days, now })
  const session = { ...blank, customer_id, client_id, parent_session_id: parent.id, person }
  db.table(sessions).insert(session)
  setAlarm(expiryAlarm(session))
  return session
}
