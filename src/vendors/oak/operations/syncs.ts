import { anyonesCustomer, customerOf } from '../customer.ts'
import { alarmOf, scheduled, syncFailures, syncs, takenSyncFailure, tellStarted } from '../sync.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const syncHandlers = {
  syncCustomer({ params, body }, context) {
    const { db, now, random, setAlarm } = context
    const customer = customerOf(tenantOf(context), params.customer_id, db)
    const birth = { id: random.uuid(), fate: takenSyncFailure(customer.id, db), now }
    const sync = db.table(syncs).insert(scheduled(customer, body, birth))
    setAlarm(alarmOf(sync))
    tellStarted(sync, customer, context)
    return { msg: 'Sync scheduled', data: null }
  },

  failNextSync({ params, body }, { db }) {
    const { id } = anyonesCustomer(params.customer_id, db)
    const { error } = db.table(syncFailures).put({ id, error: body.error })
    return { customer_id: id, error }
  },
} satisfies Partial<OakHandlers>
