import { Reply } from '../../../contract/reply.ts'
import { listenersOf } from '../../../core/endpoints.ts'
import { queueFor } from '../../../core/outbox.ts'
import { Problem } from '../../../core/problem.ts'
import { eventTypes } from '../event-names.ts'
import { deliveriesOf, matchingMessages, messageOf, notificationIdOf, presentNotification } from '../notification.ts'
import { pageOf } from '../page.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const notificationHandlers = {
  listNotifications({ query }, context) {
    const { db } = context
    const found = matchingMessages(query, tenantOf(context), db)
    const { rows, headers, ...page } = pageOf(found, query, notificationIdOf)
    const data = { ...page, notification_list: rows.map((message) => presentNotification(message, db)) }
    return new Reply(200, { msg: 'notifications found', data }, headers)
  },

  getNotification({ params }, context) {
    const message = messageOf(tenantOf(context), params.notification_id, context.db)
    return { msg: 'notification found', data: presentNotification(message, context.db) }
  },

  replayNotification({ params }, context) {
    const { db, now, random, resend } = context
    const message = messageOf(tenantOf(context), params.notification_id, db)
    const listeners = listenersOf(message, db)
    if (listeners.length === 0) throw new Problem('state', 'no active webhook to send the notification to')
    const sent = deliveriesOf(message, db)
    for (const listener of listeners) {
      resend(sent.find(({ endpointId }) => endpointId === listener.id) ?? queueFor(listener, message, db, random))
    }
    const { id } = presentNotification(message, db)
    return { msg: 'replay scheduled', data: { notification_id: id, replay_attempt_at: now.toISOString() } }
  },

  listEventTypes() {
    return { msg: 'event types', data: eventTypes() }
  },
} satisfies Partial<OakHandlers>
