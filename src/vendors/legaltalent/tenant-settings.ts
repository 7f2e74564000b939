import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'

type Free = components['schemas']['LegalTalentFreeSettings']

/** What a tenant has set; the id is the tenant. What is in the two objects is not published, so anything is kept. */
export type TenantSettings = Row & {
  readonly risk_matrix: Free
  readonly website_config: Free
  readonly keywords: readonly string[]
  readonly industries: readonly string[]
}

export const tenantSettings = collection<TenantSettings>()('legaltalent.tenant_settings', {})

/** What a tenant has set, which is nothing at first. */
export const settingsOf = (tenant: string, db: Reader): TenantSettings =>
  db.table(tenantSettings).get(tenant) ?? {
    id: tenant,
    risk_matrix: {},
    website_config: {},
    keywords: [],
    industries: [],
  }

/** Sets some of it. */
export const set = (tenant: string, change: Partial<Omit<TenantSettings, 'id'>>, db: Draft): TenantSettings =>
  db.table(tenantSettings).put({ ...settingsOf(tenant, db), ...change })

/** Fields of a patch replace those before; null takes one away. */
export const patched = (before: Free, patch: Free): Free =>
  Object.fromEntries(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null))
