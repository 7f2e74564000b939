import type { components } from '../../contract/openapi.gen.ts'
import { Problem } from '../../core/problem.ts'
import type { Tenant } from '../vendor.ts'

const ALL: readonly Permission[] = [
  'kyc:create',
  'kyc:read',
  'kyc:export',
  'watchlist:create',
  'watchlist:list',
  'watchlist:read',
  'watchlist:update',
  'watchlist:delete',
  'watchlist:run',
  'usage:read',
  'web-validation:create',
  'tenant:manage',
  'cua:create',
  'cua:read',
  'connector:connect',
]

export type Permission = components['schemas']['LegalTalentPermission']

/** An API key, the tenant it belongs to, and what its role may do. */
export type ApiKey = { key: string; tenant: string; permissions: readonly Permission[] }

export const DEMO_TENANT = 'tenant_demo'
export const OTHER_TENANT = 'tenant_other'

const READING: readonly Permission[] = ['kyc:read', 'watchlist:list', 'watchlist:read', 'usage:read']

/** One key for each role. They are public: this is a sandbox. */
export const apiKeys: readonly ApiKey[] = [
  { key: 'sk_demo_admin', tenant: DEMO_TENANT, permissions: ALL },
  { key: 'sk_demo_read', tenant: DEMO_TENANT, permissions: READING },
  { key: 'sk_demo_write', tenant: DEMO_TENANT, permissions: ['kyc:create', 'watchlist:create', 'watchlist:update'] },
  { key: 'sk_other_admin', tenant: OTHER_TENANT, permissions: ALL },
]

/** What an admin may do. */
export const allPermissions: readonly Permission[] = ALL

const keysOf = (tenant: string): Record<string, string> =>
  Object.fromEntries(
    apiKeys.filter((each) => each.tenant === tenant).map(({ key }) => [key.replace(/^sk_[a-z]+_/, ''), key]),
  )

/** A tenant, whose requests are those of its admin. */
const shown = (tenant: string, key: string): Tenant => ({
  name: tenant,
  credentials: { tenant_id: tenant, ...keysOf(tenant) },
  headers: { authorization: `Bearer ${key}` },
})

export const tenants: readonly [Tenant, Tenant] = [
  shown(DEMO_TENANT, 'sk_demo_admin'),
  shown(OTHER_TENANT, 'sk_other_admin'),
]

/** Whose token was sent; with authentication off, the demo tenant. */
export const tenantOf = ({ tenant = DEMO_TENANT }: { tenant: string | undefined }): string => tenant

/** A tenant by its name, the demo tenant without one. Throws a Problem of kind `not-found`. */
export function tenantNamed(name: string = DEMO_TENANT): string {
  if (!tenants.some((tenant) => tenant.name === name)) throw new Problem('not-found', `There is no tenant ${name}`)
  return name
}
