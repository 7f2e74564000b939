import type { Contract } from '../contract/contract.ts'
import type { Issue } from '../contract/issue.ts'
import { isJsonObject } from '../core/json-object.ts'
import { suggestion } from '../core/nearest.ts'
import type { Delivery } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import { type ControlOperations, tenantNamed, vendorNamed, wrongField } from './context.ts'
import { showDelivery } from './deliveries.ts'

export const triggerHandlers = {
  async triggerEvent({ body }, { namespace, vendors, contract }) {
    const vendor = vendorNamed(body.vendor, vendors)
    const tenant = tenantNamed(body.tenant, vendor)
    requireEvent(body.event, vendor.name, contract)
    const wanted = body.data ?? {}
    const checker = await contract.checker()
    return await namespace.transact(({ send, draft, now, random }) => {
      const sample = vendor.webhooks.sample(body.event, { db: draft, tenant, wanted, now, random })
      const payload = overlaid(sample, wanted)
      requirePayload(checker.conforms(contract.payloadOf(`${vendor.name}.${body.event}`), payload))
      const messages = [{ event: body.event, payload }, ...vendor.webhooks.companions(body.event, payload)]
      const queued = messages.flatMap(
        ({ event, payload: data }) =>
          send({ vendor: vendor.name, tenant, event, dialect: vendor.webhooks.dialectOf(event), data }).deliveries,
      )
      return { ...showDelivery(first(queued, body.event, tenant)), others: queued.slice(1).map(({ id }) => id) }
    })
  },
} satisfies Partial<ControlOperations>

/** Objects merge, all else replaces; unlike in a merge patch, null is a value, as it is in the payloads. */
function overlaid(below: unknown, above: unknown): unknown {
  if (!isJsonObject(below) || !isJsonObject(above)) return above
  const merged = Object.entries(above).map(([name, value]) => [name, overlaid(below[name], value)] as const)
  return { ...below, ...Object.fromEntries(merged) }
}

function requireEvent(event: string, vendor: string, contract: Contract): void {
  const catalogue = contract.eventsOf(vendor)
  if (catalogue.includes(event)) return
  throw wrongField('event', `${vendor} has no event "${event}"${suggestion(event, catalogue)}`)
}

/** Throws a Problem of kind `invalid` when the payload is not what the contract says of the event. */
function requirePayload([issue]: readonly Issue[]): void {
  if (issue)
    throw wrongField(`data.${issue.field}`, `the payload would not be what the contract says: ${issue.message}`)
}

function first(queued: readonly Delivery[], event: string, tenant: string): Delivery {
  const [delivery] = queued
  if (delivery) return delivery
  throw new Problem(
    'state',
    `No webhook endpoint of ${tenant} listens for ${event}; register one with POST /_sandbox/webhooks/endpoints`,
  )
}
