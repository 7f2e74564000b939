import type { Context, Tenant } from '../vendor.ts'

/** A merchant as Oak knows it. Its credentials are public: this is a sandbox. */
export type OakTenant = { clientId: string; clientSecret: string; token: string }

const demo: OakTenant = { clientId: 'demo-client', clientSecret: 'demo-secret', token: 'demo-token' }
const other: OakTenant = { clientId: 'other-client', clientSecret: 'other-secret', token: 'other-token' }

export const oakTenants: readonly OakTenant[] = [demo, other]

const shown = ({ clientId, clientSecret, token }: OakTenant): Tenant => ({
  name: clientId,
  credentials: { client_id: clientId, client_secret: clientSecret, token },
  headers: { authorization: `Bearer ${token}` },
})

export const tenants: readonly [Tenant, Tenant] = [shown(demo), shown(other)]

/** Whose rows a request is about. With `--auth off` nobody says who they are, and the demo tenant is assumed. */
export const tenantOf = ({ tenant }: Pick<Context, 'tenant'>): string => tenant ?? tenants[0].name
