import { channels, keepEndpoint, NO_CHANNELS, presentChannels, updatedChannels } from '../channels.ts'
import { customers } from '../customer.ts'
import { toInstant } from '../instant.ts'
import { idToken } from '../jwt.ts'
import { organizationOf, people, personOf } from '../person.ts'
import { success } from '../present.ts'
import { notFound } from '../problems.ts'
import { seats, seatsOf } from '../subject.ts'
import { allPermissions, tenantNamed, tenantOf } from '../tenants.ts'
import { creditsOf, usageOf } from '../usage.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** How long a token lives unless it is said otherwise, in seconds. */
const TOKEN_LIFE = 3600

/** The operations on a tenant's own settings, and what an operator does beside the API. */
export const tenantHandlers = {
  getTenant(_, { db, tenant }) {
    const id = tenantOf({ tenant })
    const own = db.table(channels).get(id)
    const notification_config = own ? presentChannels(own) : { ...NO_CHANNELS }
    return success({ tenant_id: id, account_status: 'active' as const, notification_config })
  },

  getAccountStatus(_, { db, settings, tenant }) {
    const { tenant_id, ...watchlist_seats } = seatsOf(tenantOf({ tenant }), db, settings)
    const credits = creditsOf(tenant_id, db, settings)
    return success({ tenant_id, account_status: 'active' as const, credits, watchlist_seats })
  },

  getCredits(_, { db, settings, tenant }) {
    const tenant_id = tenantOf({ tenant })
    return success({ tenant_id, ...creditsOf(tenant_id, db, settings) })
  },

  getUsage(_, { db, now, settings, tenant }) {
    return usageOf(tenantOf({ tenant }), db, { settings, now })
  },

  getSeats(_, { db, settings, tenant }) {
    return success(seatsOf(tenantOf({ tenant }), db, settings))
  },

  updateNotificationChannels({ body }, { db, now, random, tenant }) {
    const table = db.table(channels)
    const id = tenantOf({ tenant })
    const before = table.get(id)
    const after = updatedChannels(before, body, { tenant: id, random })
    table.put(after)
    keepEndpoint(after, db, now)
    return success({ notification_config: presentChannels(after) })
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
