import type { webhooks } from '../contract/openapi.gen.ts'
import type { Tenant, Vendor } from '../vendors/vendor.ts'

/** What stands for the address of a sandbox that has no port. */
export const NOWHERE = 'http://sandbox.localhost'

/** `conomy` and its like: every vendor that the contract has events of. */
export type VendorName = keyof webhooks extends infer Id ? (Id extends `${infer Name}.${string}` ? Name : never) : never

/** A client of a vendor, as the vendor knows it. Everything here is public. */
export type TenantAccess = {
  name: string
  /** What the vendor has given it, in the vendor's words. */
  credentials: Readonly<Record<string, string>>
  /** What its requests carry to say who sends them. */
  headers: Readonly<Record<string, string>>
}

/** Where a vendor is found, and by whom: nothing that a test would have to write down itself. */
export type VendorAccess = {
  baseUrl: string
  /** What webhooks are signed with, unless their endpoint has a secret of its own. */
  webhookSecret: string
  demo: TenantAccess
  /** Another client, who sees nothing of the first one's. */
  other: TenantAccess
}

/** Every vendor of a sandbox, or of a namespace of it, that is reached at `url`. */
export function vendorAccess(url: string, vendors: readonly Vendor[]): Record<VendorName, VendorAccess> {
  const entries = vendors.map(({ name, webhooks: { demoSecret }, tenants: [demo, other] }) => [
    name,
    { baseUrl: `${url}/${name}`, webhookSecret: demoSecret, demo: shown(demo), other: shown(other) },
  ])
  return Object.fromEntries(entries) as Record<VendorName, VendorAccess>
}

const shown = ({ name, credentials, headers }: Tenant): TenantAccess => ({ name, credentials, headers })
