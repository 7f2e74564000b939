import type { Vendor } from './vendor.ts'

/** What a client needs to know of a vendor. Everything here is public. */
export type VendorDescription = { baseUrl: string; webhookSecret: string; tenants: Record<string, string>[] }

/** Every vendor of a sandbox, or of a namespace of it, that is reached at `url`. */
export function descriptionOf(vendors: readonly Vendor[], url: string): Record<string, VendorDescription> {
  return Object.fromEntries(
    vendors.map(({ name, webhooks, tenants }) => [
      name,
      {
        baseUrl: `${url}/${name}`,
        webhookSecret: webhooks.demoSecret,
        tenants: tenants.map(({ credentials }) => ({ ...credentials })),
      },
    ]),
  )
}
