import type { Row, Rows } from '../../core/collection.ts'
import { isJsonObject } from '../../core/json-object.ts'
import type { Webhooks } from '../vendor.ts'
import { matchEvent, sessionEvent } from './events.ts'
import { toInstant } from './instant.ts'
import { opened, type Session, type SessionStatus, sessions } from './session.ts'
import { seal, verify } from './signature.ts'
import { newSubject, type Subject, subjects } from './subject.ts'
import { newWatchlist } from './watchlist.ts'

const MINUTE = 60_000

/** Attempts at once, and 1 min, 5 min, 30 min and 2 h after it; not published. */
const DELAYS = [MINUTE, 4 * MINUTE, 25 * MINUTE, 90 * MINUTE]

/** How a session stands after the event. */
const STATUS: Readonly<Record<string, SessionStatus>> = {
  'kyc.session.created': 'active',
  'kyc.session.completed': 'completed',
  'kyc.session.processed': 'approved',
  'kyc.session.approved': 'approved',
  'kyc.session.rejected': 'rejected',
  'kyc.session.manual_review': 'manual_review',
}

export const webhooks: Webhooks = {
  schedule: () => ({
    delayAfter: (attempt) => DELAYS[attempt - 1] ?? Number.POSITIVE_INFINITY,
    giveUpAfter: Number.MAX_SAFE_INTEGER,
  }),
  timeout: 10_000,
  isDelivered: (status) => status >= 200 && status < 300,
  seal,
  verify,
  companions: () => [],
  dialects: ['standard'],
  dialectOf: () => 'standard',
  sample,
  demoSecret: 'whsec_demo_webhook_secret',
}

const SAMPLE_MATCH = { entry_id: '1a000000-0000-4000-8000-000000000101', list: 'ofac', confidence_score: 0.97 } as const

type Source = Parameters<Webhooks['sample']>[1]

function sample(event: string, source: Source): object {
  if (event.startsWith('kyc.watchlist.')) {
    const news = event === 'kyc.watchlist.match_found' ? 1 : 0
    const matches = Array.from({ length: news }, () => ({ ...SAMPLE_MATCH, found_at: toInstant(source.now) }))
    return matchEvent(event, { subject: { ...anySubject(source), matches }, lists: ['ofac'], news }, source)
  }
  const status = STATUS[event] ?? 'active'
  const decision = status === 'approved' || status === 'rejected' || status === 'manual_review' ? status : null
  return sessionEvent(event, { ...anySession(source), status, final_decision: decision }, source)
}

/** The row of the tenant that the wanted payload names; else its first, unless one was named. */
function anyOf<R extends Row>(field: 'session_id' | 'subject_id', own: Rows<R>, { wanted }: Source): R | undefined {
  const id = isJsonObject(wanted.data) ? wanted.data[field] : undefined
  const [first] = own.slice(0, 1)
  return id === undefined ? first : [...own].find((row) => row.id === id)
}

/** The session that is told of, or one that does not exist. */
function anySession(source: Source): Session {
  const { db, tenant, now } = source
  return (
    anyOf('session_id', db.table(sessions).where('byTenant', tenant), source) ??
    opened({
      id: '660e8400-e29b-41d4-a716-446655440001',
      tenant,
      access_token: '770e8400-e29b-41d4-a716-446655440002',
      workflow_id: '550e8400-e29b-41d4-a716-446655440000',
      workflow_version: 1,
      workflow_name: 'Basic KYC',
      metadata: {},
      customer: undefined,
      days: undefined,
      now,
    })
  )
}

/** The subject that is told of, or one that does not exist. */
function anySubject(source: Source): Subject {
  const { db, tenant, now } = source
  const birth = { id: '770e8400-e29b-41d4-a716-446655440020', tenant, isDefault: true, now }
  const watchlist = newWatchlist('Customer Monitoring', {}, birth)
  return (
    anyOf('subject_id', db.table(subjects).where('byTenant', tenant), source) ??
    newSubject({ full_name: 'Acme Corporation' }, { id: '880e8400-e29b-41d4-a716-446655440021', watchlist, now })
  )
}
