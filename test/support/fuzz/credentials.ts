import type { Vendor } from '../../../src/vendors/vendor.ts'
import type { Target } from './catalogue.ts'
import type { Pool } from './pool.ts'
import type { Who } from './requests.ts'
import { Borrowed } from './template.ts'

/** Values that name somebody, or prove something elsewhere than in a header. */
const NO_BEARER = /client_?id|tenant|secret/i

/** The headers that say who asks, as the contract's security schemes want them. */
export function credentialsFor(
  { vendor, schemes }: Target,
  { tenant, how, pick }: Who,
  pool: Pool,
): [string, string][] {
  if (!vendor || how === 'none') return []
  const { credentials } = tenantOf(vendor, tenant)
  return schemes.map(({ type, name = 'authorization' }) => {
    if (how === 'wrong') return [name, ['Bearer', 'Bearer x', 'demo-token', 'Bearer  demo-token', '*'][pick % 5] ?? '']
    const earlier = how === 'earlier' ? pool.lend(new Borrowed(['accesstoken', 'token'], pick, '')) : undefined
    if (type === 'apiKey') return [name, String(earlier ?? credentials[name] ?? '')]
    const bearers = Object.entries(credentials).flatMap(([key, value]) => (isBearer(key) ? [value] : []))
    // The first may do everything; the others are there to be refused now and then.
    const chosen = pick % 8 === 0 ? bearers[pick % bearers.length] : bearers[0]
    return [name, `Bearer ${earlier ?? chosen}`]
  })
}

const isBearer = (key: string): boolean => !NO_BEARER.test(key) && !key.startsWith('x-')

/** What a tenant calls itself under this name, `clientId`: it is sent with the tenant's credentials. */
export function ownNames(vendor: Vendor, tenant: number): ReadonlyMap<string, string> {
  const { credentials } = tenantOf(vendor, tenant)
  return new Map(
    Object.entries(credentials).map(([name, value]) => [name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''), value]),
  )
}

function tenantOf({ tenants }: Vendor, index: number) {
  return tenants[index] ?? tenants[0]
}
