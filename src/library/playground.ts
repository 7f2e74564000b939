import type { Contract } from '../contract/contract.ts'
import type { OperationId, SuccessBody } from '../contract/types.ts'
import type { Fired } from '../core/clock.ts'
import { objection } from '../core/clock-moves.ts'
import type { Machine } from '../core/machine.ts'
import { Problem } from '../core/problem.ts'
import type { Snapshot } from '../core/snapshot.ts'
import type { Vendor } from '../vendors/vendor.ts'
import type { World } from '../world.ts'
import { type VendorAccess, type VendorName, vendorAccess } from './access.ts'
import { type Answer, asking, type CallArguments, type RequestOptions } from './ask.ts'
import { exchange } from './exchange.ts'
import { Inbox } from './inbox.ts'
import { type Webhooks, webhooksOf } from './webhooks.ts'

/** One namespace of a running sandbox. */
export type Playground = {
  /** Where clients reach it. Without a port it is a name that only `fetch` knows. */
  url: string
  /** Base URL, credentials and webhook secret of each vendor. */
  vendors: Readonly<Record<VendorName, VendorAccess>>
  /** Like the global `fetch`, and needs no port. A path is one of this sandbox; the host of a URL does not matter. */
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Sends JSON with the demo tenant's credentials, and reads the answer, whatever its status. */
  request<Body = unknown>(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<Answer<Body>>
  /**
   * Calls an operation of the contract with the demo tenant's credentials, and resolves with the body of the success.
   * Rejects with a Refusal otherwise.
   */
  call<Id extends OperationId>(operation: Id, ...input: CallArguments<Id>): Promise<SuccessBody<Id>>
  webhooks: Webhooks
  clock: PlaygroundClock
  /** Resolves when no webhook is due and none is under way. */
  settled(): Promise<void>
  /** Goes back to the seeded state. */
  reset(): Promise<void>
  /** Everything as it is now, to be gone back to. */
  snapshot(): Promise<Snapshot>
  restore(snapshot: Snapshot): Promise<void>
}

/** Its time. What falls due on a move has happened when it resolves, which it does with what that was. */
export type PlaygroundClock = {
  now(): Date
  /** By so many ms, or to an instant. Rejects with a Problem when that is not forward, or absurdly far. */
  advance(to: number | Date): Promise<Fired[]>
  /** Lets it stand still, now or at an instant to come. */
  freeze(at?: Date): Promise<Fired[]>
  /** Lets it go on from where it is. */
  resume(): Promise<void>
}

type Parts = {
  /** Answers a request in this namespace. */
  answer: (request: Request) => Promise<Response>
  /** Why there is no such namespace any more, if there is none. */
  loss: () => Error | undefined
  url: string
  contract: Contract
  vendors: readonly Vendor[]
  machine: Machine
  token: string | undefined
}

/** A namespace as the library shows it. */
export function playground(world: World, { answer, loss, url, contract, vendors, machine, token }: Parts): Playground {
  const present = (): World => {
    const lost = loss()
    if (lost) throw lost
    return world
  }
  const fetch: Playground['fetch'] = async (input, init) => {
    const request = new Request(typeof input === 'string' ? new URL(input, url) : input, init)
    // Node's own fetch says who it is when nobody else does, and a vendor may want to know.
    if (!request.headers.has('user-agent')) request.headers.set('user-agent', 'node')
    return await exchange(answer, request)
  }
  return {
    url: url + world.prefix,
    vendors: vendorAccess(url + world.prefix, vendors),
    fetch,
    ...asking({ fetch, contract, vendors, token }),
    webhooks: webhooksOf(present, { inbox: new Inbox(world, { machine, loss }), contract, vendors }),
    clock: {
      now: () => present().namespace.clock.now(),
      advance: async (to) =>
        present().time.advance((now) => forward(to instanceof Date ? to : new Date(now.getTime() + to), now)),
      freeze: async (at) => present().time.freeze((now) => (at ? forward(at, now) : now)),
      resume: async () => present().time.resume(),
    },
    settled: async () => present().settled(),
    reset: async () => present().reset(),
    snapshot: async () => present().namespace.snapshot(),
    restore: async (snapshot) => present().restore(requireSnapshot(snapshot)),
  }
}

/** Throws a TypeError for what is none: an export, for example, is not checked here as an import is. */
function requireSnapshot(snapshot: Snapshot | undefined): Snapshot {
  if (snapshot?.rows instanceof Map) return snapshot
  throw new TypeError('restore takes what snapshot() gave; PUT /_sandbox/import takes a file')
}

/** An instant that the clock may move to. Throws a Problem of kind `invalid`. */
function forward(instant: Date, now: Date): Date {
  const reason = objection(instant, now)
  if (reason !== undefined) throw new Problem('invalid', reason)
  return instant
}
