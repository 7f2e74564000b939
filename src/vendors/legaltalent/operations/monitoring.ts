import { checkAlarms } from '../alarms.ts'
import { customerOf, customers, requireActive } from '../customer.ts'
import { toInstant } from '../instant.ts'
import { type Party, partyOf, peopleAround } from '../monitored.ts'
import { success } from '../present.ts'
import { DURATION, monitoringBy, newSubject, requireSeats, type Subject, subjects } from '../subject.ts'
import { tenantOf } from '../tenants.ts'
import { newWatchlist, type Watchlist, watchlistOf, watchlists } from '../watchlist.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'
import { settleIn } from './subjects.ts'

/** The monitoring of customers. */
export const monitoringHandlers = {
  monitorCustomer({ params, body = {} }, context) {
    const { db, now, random, settings } = context
    const customer = customerOf(tenantOf(context), params.id, db)
    requireActive(customer)
    const watchlist =
      body.watchlist_id === undefined
        ? defaultWatchlist(customer.tenant, body, context)
        : watchlistOf(customer.tenant, body.watchlist_id, db)
    const seated = [...db.table(subjects).where('byCustomer', customer.id)].filter(
      (subject) => subject.watchlist_id === watchlist.id,
    )
    const wanted: Party[] = [
      partyOf(customer),
      ...(body.include_organization === true ? peopleAround(customer, db) : []),
    ]
    const missing = wanted.filter(({ person_id = null }) => !seated.some((subject) => subject.person_id === person_id))
    requireSeats(missing.length, customer.tenant, db, settings)
    const { tags = [] } = body
    const made = missing.map((party) => newSubject({ ...party, tags }, { id: random.uuid(), watchlist, now }))
    settleIn(made, watchlist, context)
    const all = [...seated, ...made]
    const subject = all.find(({ person_id }) => person_id === null)
    if (!subject) throw new Error(`customer ${customer.id} was not put on watchlist ${watchlist.id}`)
    const monitoring = monitoringBy(subject)
    const isNew = made.includes(subject)
    if (isNew) db.table(customers).replace({ ...customer, monitoring, updated_at: toInstant(now) })
    return success({
      customer_id: customer.id,
      watchlist_id: watchlist.id,
      subject_id: subject.id,
      ...(body.include_organization === true && { organization_subject_ids: idsBeside(subject, all) }),
      monitoring,
      expires_at: subject.expires_at,
      duration_days: DURATION,
      message: isNew ? 'Customer added to monitoring' : 'Customer is monitored already',
    })
  },
} satisfies Partial<LegalTalentHandlers>

type Wanted = Parameters<typeof newWatchlist>[1]

/** The watchlist that customers are put on when none is named. */
function defaultWatchlist(
  tenant: string,
  wanted: Wanted,
  { db, now, random, setAlarm }: LegalTalentContext,
): Watchlist {
  const [own] = db.table(watchlists).where('byDefault', tenant).slice(0, 1)
  if (own) return own
  const birth = { id: random.uuid(), tenant, isDefault: true, now }
  const made = newWatchlist('Customer Monitoring', { ...wanted, tags: [] }, birth)
  checkAlarms(made).forEach(setAlarm)
  return db.table(watchlists).insert(made)
}

const idsBeside = (subject: Subject, all: readonly Subject[]): string[] =>
  all.filter(({ id }) => id !== subject.id).map(({ id }) => id)
