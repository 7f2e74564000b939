import { decisionOf } from '../automation.ts'
import { channels, NO_CHANNELS } from '../channels.ts'
import { customers } from '../customer.ts'
import { complete, process } from '../deciding.ts'
import { toInstant } from '../instant.ts'
import { idToken } from '../jwt.ts'
import { organizationOf } from '../organization.ts'
import { people, personOf } from '../person.ts'
import { presentSession, success } from '../present.ts'
import { notFound } from '../problems.ts'
import { keep, progressOf } from '../progress.ts'
import { isWaiting, type Session, sessions } from '../session.ts'
import { settled } from '../stepping.ts'
import { seats, seatsOf } from '../subject.ts'
import { allPermissions, tenantNamed } from '../tenants.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** How long a token lives unless it is said otherwise, in seconds. */
const TOKEN_LIFE = 3600

/** What an operator does beside the API, to any tenant's rows. */
export const operatorHandlers = {
  completeSession({ params }, context) {
    const session = walkedThrough(params.session_id, context)
    return success(presentSession(complete(session, context), context.origin))
  },

  decideSession({ params, body }, context) {
    const session = walkedThrough(params.session_id, context)
    const ruling = { ...decisionOf(body.decision), reason: body.reason ?? null }
    const after = (isWaiting(session) ? complete : process)(session, context, ruling)
    return success(presentSession(after, context.origin))
  },

  revealChannels({ query }, { db }) {
    const tenant_id = tenantNamed(query.tenant_id)
    const { webhook_url, webhook_secret } = db.table(channels).get(tenant_id) ?? NO_CHANNELS
    return { tenant_id, webhook_url, webhook_secret }
  },

  addPerson({ params, body }, { db, now, random }) {
    const customer = db.table(customers).get(params.id)
    if (!customer) throw notFound('Customer')
    const id = random.uuid()
    const origin = { person_id: id, session_id: null, subsession_id: null }
    const verification_status = body.verification_status ?? 'approved'
    const person = personOf(body, { ...origin, verification_status })
    db.table(people).insert({ id, customer_id: customer.id, person, updated_at: toInstant(now) })
    return success(organizationOf(customer, db))
  },

  setSeats({ body }, { db, settings }) {
    const id = tenantNamed(body.tenant_id)
    db.table(seats).put({ id, total: body.total })
    return seatsOf(id, db, settings)
  },

  createToken({ body }, { now, random }) {
    const grant = { tenant: tenantNamed(body.tenant_id), permissions: body.permissions ?? allPermissions }
    const until = new Date(now.getTime() + (body.expires_in ?? TOKEN_LIFE) * 1000)
    return { token: idToken(random.uuid(), grant, { from: now, until }), expires_at: toInstant(until) }
  },
} satisfies Partial<LegalTalentHandlers>

/** A session whose steps are done, by whomever. */
function walkedThrough(id: string, context: LegalTalentContext): Session {
  const { db } = context
  const session = db.table(sessions).get(id)
  if (!session) throw notFound('Session')
  keep(settled(session, progressOf(session, db), context), db)
  return session
}
