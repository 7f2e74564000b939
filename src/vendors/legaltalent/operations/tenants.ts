import { channels, keepEndpoint, NO_CHANNELS, presentChannels, updatedChannels } from '../channels.ts'
import { success } from '../present.ts'
import { seatsOf } from '../subject.ts'
import { tenantOf } from '../tenants.ts'
import { creditsOf, usageOf } from '../usage.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** The operations on a tenant's own record. */
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
} satisfies Partial<LegalTalentHandlers>
