import type { Vendor } from '../vendor.ts'
import { customers } from './customer.ts'
import { registrations } from './registration.ts'
import { loadSeed } from './seed.ts'
import { settings } from './settings.ts'
import { address, oak as surface } from './surface.ts'
import { tenants } from './tenants.ts'
import { webhooks } from './webhooks.ts'

/** Oak Network: a payments platform over several providers, as its own SDK calls it. */
export const oak: Vendor = {
  name: 'oak',
  surfaces: [surface],
  address,
  webhooks,
  alarms: { pending: () => [], ring: () => false },
  prepare(reader) {
    reader.table(customers)
    reader.table(registrations)
  },
  settings,
  tenants,
  loadSeed,
}
