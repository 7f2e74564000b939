import type { Vendor } from '../vendor.ts'
import { address } from './address.ts'
import { alarms } from './alarms.ts'
import { balances } from './balance.ts'
import { customers } from './customer.ts'
import { customerFiles } from './customer-file.ts'
import { disputes } from './dispute.ts'
import { nextFailures } from './failure.ts'
import { keptAnswers } from './idempotency.ts'
import { magic } from './magic.ts'
import { merchantFiles } from './merchant-file.ts'
import { movements } from './movement.ts'
import { payments } from './payment.ts'
import { paymentMethods } from './payment-method.ts'
import { plans } from './plan.ts'
import { registrations } from './registration.ts'
import { settings } from './settings.ts'
import { subscriptions } from './subscription.ts'
import { syncFailures, syncs } from './sync.ts'
import { tenants } from './tenants.ts'
import { transactions } from './transaction.ts'
import { webhookNotes } from './webhook.ts'
import { webhooks } from './webhooks.ts'

/** Oak Network: a payments platform over several providers, as its own SDK calls it. */
export const oak: Vendor = {
  name: 'oak',
  surfaces: [{ name: 'oak', load: async () => (await import('./surface.ts')).oakSurface }],
  // The last two are in older pages.
  hosts: [
    'sandbox-payments.oaknetwork.org',
    'payments.oaknetwork.org',
    'api-stage.usecrowdpay.xyz',
    'app.usecrowdpay.xyz',
  ],
  address,
  webhooks,
  alarms,
  magic,
  prepare(reader) {
    reader.table(customers)
    reader.table(registrations)
    reader.table(balances)
    reader.table(customerFiles)
    reader.table(syncs)
    reader.table(syncFailures)
    reader.table(paymentMethods)
    reader.table(webhookNotes)
    reader.table(payments)
    reader.table(transactions)
    reader.table(disputes)
    reader.table(merchantFiles)
    reader.table(keptAnswers)
    reader.table(movements)
    reader.table(nextFailures)
    reader.table(plans)
    reader.table(subscriptions)
  },
  settings,
  tenants,
  loadSeed: async () => (await import('./seed.ts')).loadSeed(),
}
