import { createHash } from 'node:crypto'
import type { Contract } from '../contract/contract.ts'
import type { Draft } from '../core/collection.ts'
import { type Endpoint, endpoints, endpointsOf } from '../core/endpoints.ts'
import { isJsonObject } from '../core/json-object.ts'
import { suggestion } from '../core/nearest.ts'
import { giveUpDeliveriesTo } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type EndpointInput, settle } from './endpoints.ts'

/**
 * A webhook endpoint that the server is started with: it is there from the start, after a reset, and as long as the
 * server is started with it.
 */
export type StandingEndpoint = Omit<Endpoint, 'createdAt'>

/** How their ids begin. The rest follows from what they are, so that the same one is never there twice. */
const PREFIX = 'whe_standing_'

/** What is wrong with the endpoint at this position. The message is fit to be shown as it is. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError'
  readonly position: number

  constructor(position: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.position = position
  }
}

/**
 * What is asked for, with its defaults; of the same endpoint twice, the second. Rejects with an EndpointError for the
 * first that makes no sense.
 */
export async function settleStanding(
  wanted: readonly unknown[],
  parts: { contract: Contract; vendors: readonly Vendor[] },
): Promise<StandingEndpoint[]> {
  const settled: StandingEndpoint[] = []
  for (const [position, input] of wanted.entries()) {
    try {
      settled.push(await standing(input, parts))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      throw new EndpointError(position, error.message, { cause: error })
    }
  }
  return [...new Map(settled.map((endpoint) => [endpoint.id, endpoint])).values()]
}

async function standing(
  input: unknown,
  parts: { contract: Contract; vendors: readonly Vendor[] },
): Promise<StandingEndpoint> {
  const checker = await parts.contract.checker()
  const copy: unknown = structuredClone(input)
  if (!isJsonObject(copy)) throw new Problem('invalid', 'it must be an object')
  const [issue] = checker.body('/components/schemas/SandboxEndpointInput', copy)
  if (issue) throw new Problem('invalid', `${issue.message}${suggestion(issue.field, issue.known ?? [])}`)
  const body = copy as EndpointInput
  const endpoint = settle(body, parts)
  const { vendor, tenant, url, dialect } = endpoint
  const name = createHash('sha256')
    .update(JSON.stringify([vendor, tenant, url, dialect]))
    .digest('hex')
  const demoSecret = parts.vendors.find((candidate) => candidate.name === vendor)?.webhooks.demoSecret ?? null
  return { id: PREFIX + name.slice(0, 16), ...endpoint, secret: body.secret === undefined ? demoSecret : body.secret }
}

/**
 * Makes the standing endpoints what they are to be. One that a client registered for the same URL is taken for it, and
 * one of an earlier start that is not wanted any more goes, with what was on its way to it.
 */
export function putStanding(wanted: readonly StandingEndpoint[], draft: Draft, now: Date): void {
  const table = draft.table(endpoints)
  const kept = new Set(wanted.map(({ id }) => id))
  for (const { id } of [...table.all()]) {
    if (!id.startsWith(PREFIX) || kept.has(id)) continue
    giveUpDeliveriesTo(id, draft)
    table.remove(id)
  }
  for (const endpoint of wanted) {
    const before = endpointsOf(endpoint, draft).find(
      ({ url, dialect }) => url === endpoint.url && dialect === endpoint.dialect,
    )
    if (!before) table.insert({ ...endpoint, createdAt: now.toISOString() })
    else if (isOther(before, endpoint)) table.replace({ ...before, ...endpoint, id: before.id })
  }
}

const isOther = (before: Endpoint, { secret, events, enabled }: StandingEndpoint): boolean =>
  before.secret !== secret || before.enabled !== enabled || before.events.join() !== events.join()
