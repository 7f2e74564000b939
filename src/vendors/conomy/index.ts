import type { Vendor } from '../vendor.ts'
import { accounts } from './account.ts'
import { alarms } from './alarms.ts'
import { customers } from './customer.ts'
import { identities } from './identity.ts'
import { magic } from './magic.ts'
import { payments } from './payment.ts'
import { settings } from './settings.ts'
import { address } from './surface.ts'
import { tenants } from './tenants.ts'
import { uploads } from './upload.ts'
import { webhooks } from './webhooks.ts'

/** Conomy: a payments platform. Two contracts over the same customers; accounts, identities and payments. */
export const conomy: Vendor = {
  name: 'conomy',
  surfaces: [
    { name: 'conomy-customers', load: async () => (await import('./customers/index.ts')).conomyCustomers },
    { name: 'conomy-gateway', load: async () => (await import('./gateway/index.ts')).conomyGateway },
  ],
  hosts: ['api.conomyhq.com'],
  address,
  webhooks,
  alarms,
  magic,
  prepare(reader) {
    reader.table(customers)
    reader.table(identities)
    reader.table(accounts)
    reader.table(payments)
    reader.table(uploads)
  },
  settings,
  tenants,
  loadSeed: async () => (await import('./seed.ts')).loadSeed(),
}
