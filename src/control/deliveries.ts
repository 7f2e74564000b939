import { type Delivery, deliveries } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import type { ControlOperations } from './context.ts'

export const deliveryHandlers = {
  listDeliveries({ query }, { namespace }) {
    const { limit = 50, ...filters } = query
    const table = namespace.store.table(deliveries)
    const rows = filters.status === undefined ? table.all() : table.where('byStatus', filters.status)
    const wanted = [...rows].filter((delivery) => matches(delivery, filters))
    return { deliveries: wanted.slice(-limit).reverse().map(showDelivery) }
  },

  getDelivery({ params }, { namespace }) {
    const delivery = namespace.store.table(deliveries).get(params.id)
    if (!delivery) throw new Problem('not-found', `There is no delivery ${params.id.slice(0, 64)}`)
    return showDelivery(delivery)
  },

  async replayDelivery({ params }, { dispatcher }) {
    return showDelivery(await dispatcher.replay(params.id))
  },

  async flushDeliveries(_input, { dispatcher }) {
    const attempted = await dispatcher.flush()
    const count = (status: Delivery['status']): number =>
      attempted.filter((delivery) => delivery.status === status).length
    return {
      attempted: attempted.length,
      delivered: count('delivered'),
      pending: count('pending'),
      failed: count('failed'),
    }
  },
} satisfies Partial<ControlOperations>

/** A delivery as the control API shows it. */
export function showDelivery({ run, expiresAt, attempts, ...delivery }: Delivery) {
  return { ...delivery, attempts: attempts.map((attempt) => ({ ...attempt, headers: { ...attempt.headers } })) }
}

type Filters = Partial<Pick<Delivery, 'vendor' | 'event' | 'tenant' | 'endpointId' | 'status'>>

const matches = (delivery: Delivery, { vendor, event, tenant, endpointId, status }: Filters): boolean =>
  (vendor ?? delivery.vendor) === delivery.vendor &&
  (event ?? delivery.event) === delivery.event &&
  (tenant ?? delivery.tenant) === delivery.tenant &&
  (endpointId ?? delivery.endpointId) === delivery.endpointId &&
  (status ?? delivery.status) === delivery.status
