import { isDeepStrictEqual } from 'node:util'
import { endpoints, endpointsOf } from '../../../core/endpoints.ts'
import { giveUpDeliveriesTo } from '../../../core/outbox.ts'
import { tenantOf } from '../tenants.ts'
import { note, presentWebhook, redirected, registered, webhookNotes, webhookOf } from '../webhook.ts'
import type { OakHandlers } from './handlers.ts'

export const webhookHandlers = {
  registerWebhook({ body }, context) {
    const { db, now, random } = context
    const secret = random.hex(64)
    const birth = { id: random.uuid(), tenant: tenantOf(context), secret, now }
    const endpoint = db.table(endpoints).insert(redirected(registered(birth), body, db))
    note(endpoint.id, body, context)
    return { msg: 'webhook registered', data: { ...presentWebhook(endpoint, db), secret } }
  },

  listWebhooks(_input, context) {
    const { db } = context
    const found = endpointsOf({ vendor: 'oak', tenant: tenantOf(context) }, db)
    return { msg: 'webhooks found', data: found.map((endpoint) => presentWebhook(endpoint, db)) }
  },

  getWebhook({ params }, context) {
    const endpoint = webhookOf(tenantOf(context), params.webhook_id, context.db)
    return { msg: 'webhook found', data: presentWebhook(endpoint, context.db) }
  },

  updateWebhook({ params, body }, context) {
    const { db } = context
    const before = webhookOf(tenantOf(context), params.webhook_id, db)
    const after = redirected(before, body, db)
    const { description } = presentWebhook(before, db)
    const isDescribedAnew = body.description !== undefined && body.description !== description
    if (isDescribedAnew || !isDeepStrictEqual(after, before)) {
      db.table(endpoints).replace(after)
      note(after.id, body, context)
    }
    return { msg: 'webhook updated', data: presentWebhook(after, db) }
  },

  toggleWebhook({ params }, context) {
    const { db } = context
    const before = webhookOf(tenantOf(context), params.webhook_id, db)
    const after = db.table(endpoints).replace({ ...before, enabled: !before.enabled })
    note(after.id, {}, context)
    return { msg: 'webhook toggled', data: presentWebhook(after, db) }
  },

  deleteWebhook({ params }, context) {
    const { db } = context
    const { id } = webhookOf(tenantOf(context), params.webhook_id, db)
    giveUpDeliveriesTo(id, db)
    db.table(endpoints).remove(id)
    db.table(webhookNotes).remove(id)
    return { msg: 'webhook deleted', data: { success: true } }
  },
} satisfies Partial<OakHandlers>
