import type { Rows } from '../core/collection.ts'
import { withoutUrlSecrets } from '../core/masking.ts'
import { type Delivery, deliveries } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import { type ControlContext, type ControlOperations, vendorNamed } from './context.ts'
import { requireEvent, requireTenant } from './known-names.ts'

export const deliveryHandlers = {
  listDeliveries({ query }, { namespace, vendors, contract }) {
    const { limit = 50, ...filters } = query
    requireSense(filters, { vendors, contract }, 'query')
    const table = namespace.store.table(deliveries)
    const rows = filters.status === undefined ? table.all() : table.where('byStatus', filters.status)
    return { deliveries: newest(rows, limit, (delivery) => matches(delivery, filters)).map(showDelivery) }
  },

  getDelivery({ params }, { namespace }) {
    const delivery = namespace.store.table(deliveries).get(params.id)
    if (!delivery) throw new Problem('not-found', `There is no delivery ${params.id.slice(0, 64)}`)
    return showDelivery(delivery)
  },

  async replayDelivery({ params }, { dispatcher }) {
    return showDelivery(await dispatcher.replay(params.id))
  },

  async replayDeliveries({ body }, { namespace, vendors, contract, dispatcher }) {
    const { status = 'failed', ...filters } = body ?? {}
    requireSense(filters, { vendors, contract }, 'body')
    const wanted = [...namespace.store.table(deliveries).where('byStatus', status)].filter((delivery) =>
      matches(delivery, filters),
    )
    const attempted = await dispatcher.replayAll(wanted.map(({ id }) => id))
    return { ...tally(attempted), skipped: wanted.length - attempted.length }
  },

  async flushDeliveries(_input, { dispatcher }) {
    return tally(await dispatcher.flush())
  },
} satisfies Partial<ControlOperations>

/** How many rows are looked at in a row. */
const PAGE = 500

/** The last rows that are wanted, newest first; how many there are before them does not matter. */
function newest<Row>(rows: Rows<Row>, limit: number, isWanted: (row: Row) => boolean): Row[] {
  const found: Row[] = []
  for (let end = rows.length; end > 0 && found.length < limit; end -= PAGE)
    found.push(
      ...rows
        .slice(Math.max(0, end - PAGE), end)
        .reverse()
        .filter(isWanted),
    )
  return found.slice(0, limit)
}

/** A delivery as the control API shows it. */
export function showDelivery({ run, expiresAt, attempts, ...delivery }: Delivery) {
  const shown = attempts.map((attempt) => ({
    ...attempt,
    url: withoutUrlSecrets(attempt.url),
    headers: { ...attempt.headers },
  }))
  return { ...delivery, url: withoutUrlSecrets(delivery.url), attempts: shown }
}

/** How many there are, and how they stand. */
function tally(attempted: readonly Delivery[]) {
  const count = (status: Delivery['status']): number =>
    attempted.filter((delivery) => delivery.status === status).length
  return {
    attempted: attempted.length,
    delivered: count('delivered'),
    pending: count('pending'),
    failed: count('failed'),
  }
}

/** Throws a Problem of kind `invalid` for what would find nothing, ever: it would pass for a success. */
function requireSense(
  { vendor, event, tenant }: Filters,
  { vendors, contract }: Pick<ControlContext, 'vendors' | 'contract'>,
  place: 'query' | 'body',
): void {
  const meant = vendor === undefined ? vendors : [vendorNamed(vendor, vendors, place)]
  if (event !== undefined) requireEvent(event, { contract, vendors: meant, place })
  if (tenant !== undefined) requireTenant(tenant, { vendors: meant, place })
}

type Filters = Partial<Pick<Delivery, 'vendor' | 'event' | 'tenant' | 'endpointId' | 'status'>>

const matches = (delivery: Delivery, { vendor, event, tenant, endpointId, status }: Filters): boolean =>
  (vendor ?? delivery.vendor) === delivery.vendor &&
  (event ?? delivery.event) === delivery.event &&
  (tenant ?? delivery.tenant) === delivery.tenant &&
  (endpointId ?? delivery.endpointId) === delivery.endpointId &&
  (status ?? delivery.status) === delivery.status
