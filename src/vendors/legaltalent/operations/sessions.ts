import { Problem } from '../../../core/problem.ts'
import { expiryAlarm } from '../alarms.ts'
import {
  type Customer,
  created,
  customerCalled,
  customerOf,
  customers,
  NAME_LIMIT,
  requireActive,
} from '../customer.ts'
import { decideByHand, finishAsWished, process, tell } from '../deciding.ts'
import { matchingSessions } from '../matching.ts'
import { pageOf } from '../page.ts'
import { done, presentLink, presentSession, success } from '../present.ts'
import { presentDetail } from '../present-public.ts'
import { openCorrections, progressOf } from '../progress.ts'
import { removeSession } from '../removing.ts'
import { extended, opened, relinked, type Session, sessionOf, sessions } from '../session.ts'
import { tenantOf } from '../tenants.ts'
import { type Workflow, workflowOf } from '../workflow.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The operations on sessions, and on those of related parties. */
export const sessionHandlers = {
  createSession({ body }, context) {
    const { db, now, setAlarm, origin } = context
    const tenant = tenantOf(context)
    const workflow = workflowOf(tenant, body.workflow_id, db)
    if (workflow.steps.length === 0) throw new Problem('state', 'The workflow has no steps')
    const customer = customerFor(body, workflow, context)
    const session = opened({
      ...birth(workflow, context),
      metadata: body.metadata ?? {},
      customer,
      days: body.ttl_days,
      now,
    })
    db.table(sessions).insert(session)
    setAlarm(expiryAlarm(session))
    tell('kyc.session.created', session, context)
    finishAsWished(session, context)
    return success(presentSession(session, origin))
  },

  listSessions({ query }, { db, tenant, origin }) {
    const found = matchingSessions(query, tenantOf({ tenant }), db)
    const { rows, counts } = pageOf(found.rows, query, found.keeps)
    return success({ sessions: rows.map((row) => presentSession(row, origin)), ...counts })
  },

  getSession({ params }, { db, tenant, origin }) {
    const session = sessionOf(tenantOf({ tenant }), params.session_id, db)
    return success(presentDetail(session, { db, origin }))
  },

  updateSessionStatus({ params, body }, context) {
    const session = sessionOf(tenantOf(context), params.session_id, context.db)
    const { status, reason = null } = body
    return success(presentSession(decideByHand(session, status, reason, context), context.origin))
  },

  deleteSession({ params }, { db, tenant }) {
    const session = sessionOf(tenantOf({ tenant }), params.session_id, db)
    for (const subsession of [...db.table(sessions).where('byParent', session.id)]) removeSession(subsession, db)
    removeSession(session, db)
    return done('Session deleted successfully')
  },

  generateLink({ params }, context) {
    return success(newLink(sessionOf(tenantOf(context), params.session_id, context.db), context))
  },

  extendSession({ params, body }, { db, now, tenant, origin, setAlarm }) {
    const before = sessionOf(tenantOf({ tenant }), params.session_id, db)
    const hasCorrections = openCorrections(progressOf(before, db)).length > 0
    const session = db.table(sessions).replace(extended(before, { days: body.ttl_days, hasCorrections, now }))
    setAlarm(expiryAlarm(session))
    return success(presentSession(session, origin))
  },

  processSession({ params }, context) {
    const session = sessionOf(tenantOf(context), params.session_id, context.db)
    if (session.status !== 'completed' && session.status !== 'manual_review') {
      throw new Problem('state', `A session that is ${session.status} cannot be processed`)
    }
    return success(presentSession(process(session, context), context.origin))
  },
} satisfies Partial<LegalTalentHandlers>

const identity = (context: LegalTalentContext) => ({
  id: context.random.uuid(),
  tenant: tenantOf(context),
  access_token: context.random.uuid(),
})

const birth = ({ id, version, name }: Workflow, context: LegalTalentContext) => ({
  ...identity(context),
  workflow_id: id,
  workflow_version: version,
  workflow_name: name,
})

/** A session with another link; the old one is good for nothing. */
export function newLink(session: Session, { db, now, random, origin }: LegalTalentContext) {
  return presentLink(db.table(sessions).replace(relinked(session, random.uuid(), now)), origin)
}

type Link = { customer_id?: string; client_id?: string; metadata?: Record<string, unknown> }

/** Whom a session is about. A `client_id` that nobody has makes a customer. */
function customerFor(link: Link, workflow: Workflow, context: LegalTalentContext): Customer | undefined {
  const { db } = context
  const tenant = tenantOf(context)
  const named = link.customer_id === undefined ? undefined : customerOf(tenant, link.customer_id, db)
  if (named) requireActive(named)
  if (link.client_id === undefined) return named
  const called = customerCalled(tenant, link.client_id, db)
  if (named && named.id !== called?.id) {
    throw new Problem('invalid', 'customer_id and client_id are not of the same customer')
  }
  if (called) requireActive(called)
  return called ?? newCustomer(link.client_id, link.metadata ?? {}, workflow, context)
}

/** Metadata is whatever a client likes; a customer's name is not. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && [...value.trim()].length <= NAME_LIMIT

function newCustomer(
  clientId: string,
  { user_name }: Record<string, unknown>,
  { entity_types }: Workflow,
  context: LegalTalentContext,
): Customer {
  const [only, ...more] = entity_types
  const entity_type = only !== undefined && more.length === 0 ? only : 'individual'
  const name = isName(user_name) ? user_name : clientId
  const { now, random, db } = context
  const birthday = { id: random.uuid(), tenant: tenantOf(context), now }
  return db.table(customers).insert(created({ name, client_id: clientId, entity_type }, birthday))
}
