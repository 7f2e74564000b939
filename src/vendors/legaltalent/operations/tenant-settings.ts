import { success } from '../present.ts'
import { patched, set, settingsOf } from '../tenant-settings.ts'
import { tenantOf } from '../tenants.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** The operations on what a tenant sets for itself. */
export const tenantSettingsHandlers = {
  getRiskMatrix(_, { db, tenant }) {
    return success({ risk_matrix: settingsOf(tenantOf({ tenant }), db).risk_matrix })
  },

  updateRiskMatrix({ body }, { db, tenant }) {
    const owner = tenantOf({ tenant })
    const risk_matrix = patched(settingsOf(owner, db).risk_matrix, body)
    return success({ risk_matrix: set(owner, { risk_matrix }, db).risk_matrix })
  },

  getKeywords(_, { db, tenant }) {
    return success({ keywords: [...settingsOf(tenantOf({ tenant }), db).keywords] })
  },

  updateKeywords({ body }, { db, tenant }) {
    return success({ keywords: [...set(tenantOf({ tenant }), { keywords: [...new Set(body.keywords)] }, db).keywords] })
  },

  getIndustries(_, { db, tenant }) {
    return success({ industries: [...settingsOf(tenantOf({ tenant }), db).industries] })
  },

  updateIndustries({ body }, { db, tenant }) {
    const industries = [...new Set(body.industries)]
    return success({ industries: [...set(tenantOf({ tenant }), { industries }, db).industries] })
  },

  getWebsiteConfig(_, { db, tenant }) {
    return success({ website_config: settingsOf(tenantOf({ tenant }), db).website_config })
  },

  updateWebsiteConfig({ body }, { db, tenant }) {
    const owner = tenantOf({ tenant })
    const website_config = patched(settingsOf(owner, db).website_config, body)
    return success({ website_config: set(owner, { website_config }, db).website_config })
  },
} satisfies Partial<LegalTalentHandlers>
