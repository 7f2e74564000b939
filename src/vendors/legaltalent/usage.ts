import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { customers } from './customer.ts'
import { toInstant } from './instant.ts'
import { sessionsHad } from './removing.ts'
import type { LegalTalentSettings } from './settings.ts'
import { subjects } from './subject.ts'
import { watchlists } from './watchlist.ts'
import { webValidations } from './website.ts'

type Schemas = components['schemas']

/** How many credits a tenant has had, and what is left: a session and a website validation take one each. */
export function creditsOf(
  tenant: string,
  db: Reader,
  { credits: total }: LegalTalentSettings,
): Schemas['LegalTalentCredits'] {
  const used = sessionsHad(tenant, db) + db.table(webValidations).where('byTenant', tenant).length
  return { total, used, available: Math.max(0, total - used) }
}

/** How much of everything a tenant has, and how many sessions it has had. */
export function usageOf(
  tenant: string,
  db: Reader,
  { settings, now }: { settings: LegalTalentSettings; now: Date },
): Schemas['LegalTalentUsage'] {
  return {
    tenant_id: tenant,
    customers: db.table(customers).where('byTenant', tenant).length,
    sessions: sessionsHad(tenant, db),
    web_validations: db.table(webValidations).where('byTenant', tenant).length,
    watchlists: db.table(watchlists).where('byTenant', tenant).length,
    watchlist_subjects: db.table(subjects).where('byTenant', tenant).length,
    credits: creditsOf(tenant, db, settings),
    generated_at: toInstant(now),
  }
}
