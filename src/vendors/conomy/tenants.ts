import type { Tenant } from '../vendor.ts'

/** A tenant as Conomy knows it. Its credentials are public: this is a sandbox. */
export type ConomyTenant = { apiKey: string; clientId: string; clientSecret: string; token: string }

const demo: ConomyTenant = {
  apiKey: 'demo-api-key',
  clientId: 'demo-client',
  clientSecret: 'demo-secret',
  token: 'demo-token',
}
const other: ConomyTenant = {
  apiKey: 'other-api-key',
  clientId: 'other-client',
  clientSecret: 'other-secret',
  token: 'other-token',
}

export const conomyTenants: readonly ConomyTenant[] = [demo, other]

const shown = ({ clientId, apiKey, clientSecret, token }: ConomyTenant): Tenant => ({
  name: clientId,
  credentials: { clientId, 'x-api-key': apiKey, clientSecret, token },
  headers: { 'x-api-key': apiKey, authorization: `Bearer ${token}` },
})

export const tenants: readonly [Tenant, Tenant] = [shown(demo), shown(other)]
