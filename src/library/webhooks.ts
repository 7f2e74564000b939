import type { Contract } from '../contract/contract.ts'
import type { webhooks } from '../contract/openapi.gen.ts'
import type { Payload } from '../contract/types.ts'
import { requireFit, shown, type Takes } from '../core/mistake.ts'
import { suggestion, suggestionAmong } from '../core/nearest.ts'
import type { Message } from '../core/outbox.ts'
import type { Vendor } from '../vendors/vendor.ts'
import type { World } from '../world.ts'
import type { Inbox } from './inbox.ts'

/** An event with its vendor, as the contract names it: `oak.customer.created`. */
export type QualifiedEvent = keyof webhooks

type NameIn<Id> = Id extends `${string}.${infer Name}` ? Name : never

/** An event with its vendor or without: `oak.customer.created`, or `customer.created` of whoever has such an event. */
export type EventName = QualifiedEvent | NameIn<QualifiedEvent>

/** What the contract says is sent; a name that several vendors have stands for any of them. */
export type EventData<Name extends EventName> = Name extends QualifiedEvent
  ? Payload<webhooks[Name]>
  : { [Id in QualifiedEvent]: NameIn<Id> extends Name ? Payload<webhooks[Id]> : never }[QualifiedEvent]

/** Something that a vendor has told its client, whether or not there is an endpoint for it. */
export type WebhookEvent<Name extends EventName = EventName> = Omit<Message, 'data'> & {
  readonly data: EventData<Name>
}

export type NextOptions<Name extends EventName> = {
  /** Passes over every event for which it is false. */
  filter?: (event: WebhookEvent<Name>) => boolean
  /** Whose events, by the name that the vendor has for its client. */
  tenant?: string
  /** How long to wait, in ms of real time. */
  timeout?: number
}

/** What vendors have told their clients, for those who would otherwise need an endpoint to see it. */
export type Webhooks = {
  /**
   * The oldest event of this name that no call was given before, or the next one to come. Rejects with a
   * WebhookTimeout after two seconds, and at once when the sandbox closes or the namespace is dropped. Rejects with a TypeError when there is no
   * such event, tenant or option.
   */
  next<Name extends EventName>(name: Name, options?: NextOptions<Name>): Promise<WebhookEvent<Name>>
  /** Everything that was told so far, or of it what has this name, oldest first. */
  all<Name extends EventName>(name?: Name): WebhookEvent<Name>[]
  /** The POST that an endpoint at `url` gets: the same bytes, signed now. Without a secret it is the vendor's demo one. */
  toRequest(event: WebhookEvent, url: string, options?: { secret?: string | null }): Request
}

/** Nothing came that was waited for. */
export class WebhookTimeout extends Error {
  override readonly name = 'WebhookTimeout'
  /** What came and was given to nobody, oldest first. */
  readonly arrived: readonly WebhookEvent[]

  constructor(wanted: string, timeout: number, arrived: readonly WebhookEvent[]) {
    const came = arrived.map(({ vendor, event, tenant, id }) => `\n  ${vendor}.${event} to ${tenant} (${id})`).join('')
    const instead = came === '' ? 'nothing else did either' : `what did arrive and was given to nobody:${came}`
    super(`no ${wanted} arrived within ${timeout / 1000} s; ${instead}`)
    this.arrived = arrived
  }
}

/** How long `next` waits, in ms. */
const PATIENCE = 2000

const NEXT_OPTIONS = {
  filter: ['a function', (value) => typeof value === 'function'],
  tenant: ['the name of a tenant', (value) => typeof value === 'string'],
  timeout: ['a number of ms from 0', (value) => typeof value === 'number' && value >= 0],
} satisfies Record<keyof NextOptions<EventName>, Takes>

const REQUEST_OPTIONS = {
  secret: ['a text or null', (value) => typeof value === 'string' || value === null] satisfies Takes,
}

/** A namespace's webhooks, for the code that runs in its process. `present` throws when there is no such any more. */
export function webhooksOf(
  present: () => World,
  { inbox, contract, vendors }: { inbox: Inbox; contract: Contract; vendors: readonly Vendor[] },
): Webhooks {
  return {
    async next<Name extends EventName>(name: Name, options: NextOptions<Name> = {}) {
      requireEvent(name, contract)
      requireFit(options, NEXT_OPTIONS, 'webhooks.next')
      if (options.tenant !== undefined) requireTenant(options.tenant, name, { contract, vendors })
      const { filter = () => true, tenant, timeout = PATIENCE } = options
      const takes = (message: Message): boolean =>
        isNamed(message, name) && (tenant ?? message.tenant) === message.tenant && filter(told<Name>(message))
      const late = (): Error => new WebhookTimeout(name, timeout, inbox.left().map(told))
      return told<Name>(await inbox.next(takes, { timeout, late }))
    },

    all<Name extends EventName>(name?: Name) {
      present()
      if (name !== undefined) requireEvent(name, contract)
      return inbox
        .all()
        .filter((message) => name === undefined || isNamed(message, name))
        .map(told<Name>)
    },

    toRequest(event, url, options = {}) {
      const world = present()
      requireFit(options, REQUEST_OPTIONS, 'webhooks.toRequest')
      const vendor = vendors.find(({ name }) => name === event.vendor)
      if (!vendor) throw new TypeError(`there is no vendor "${event.vendor}"`)
      const { secret = vendor.webhooks.demoSecret } = options
      const attempt = { now: world.namespace.clock.now(), settings: world.settings[vendor.name] ?? {} }
      const { headers, body } = vendor.webhooks.seal(event, secret, attempt)
      return new Request(url, { method: 'POST', headers: { 'user-agent': 'fintech-sandbox', ...headers }, body })
    },
  }
}

/** Vendors' code can only emit what the contract has for the name, so the payload is of that type. */
const told = <Name extends EventName>(message: Message): WebhookEvent<Name> => message as WebhookEvent<Name>

const isNamed = ({ vendor, event }: Pick<Message, 'vendor' | 'event'>, name: string): boolean =>
  event === name || `${vendor}.${event}` === name

/** Throws a TypeError that has the nearest name when no vendor has such an event. */
function requireEvent(name: string, contract: Contract): void {
  const qualified = contract.events
  const names = [...qualified, ...qualified.map((each) => each.slice(each.indexOf('.') + 1))]
  if (!names.includes(name)) throw new TypeError(`there is no event ${shown(name)}${suggestion(String(name), names)}`)
}

/** Throws a TypeError when nobody of this name is ever told such an event. */
function requireTenant(
  tenant: string,
  event: string,
  { contract, vendors }: { contract: Contract; vendors: readonly Vendor[] },
): void {
  const tellers = vendors.filter(({ name: vendor }) =>
    contract.eventsOf(vendor).some((each) => isNamed({ vendor, event: each }, event)),
  )
  const tenants = new Set(tellers.flatMap((vendor) => vendor.tenants.map(({ name }) => name)))
  if (!tenants.has(tenant))
    throw new TypeError(
      `there is no tenant ${shown(tenant)} who is told ${event}${suggestionAmong(tenant, [...tenants])}`,
    )
}
