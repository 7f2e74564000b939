import type { Vendor } from '../vendor.ts'
import { conomyCustomers } from './customers/index.ts'
import { loadSeed } from './seed.ts'
import { settings } from './settings.ts'
import { address } from './surface.ts'
import { tenants } from './tenants.ts'
import { webhooks } from './webhooks.ts'

/** Conomy: a payments platform's customers, documents and levels. */
export const conomy: Vendor = {
  name: 'conomy',
  surfaces: [conomyCustomers],
  address,
  webhooks,
  settings,
  tenants,
  loadSeed,
}
