import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import type { RawParameters } from '../contract/checker.ts'
import type { Contract } from '../contract/contract.ts'
import type { Faults } from '../core/faults.ts'
import type { Machine } from '../core/machine.ts'
import type { Random } from '../core/random.ts'
import type { Exchange, RequestLog } from '../core/request-log.ts'
import type { Stage } from '../vendors/acting.ts'

/** What answering a request takes, in whatever namespace. */
export type Services = {
  contract: Contract
  /** False: nobody has to say who they are. */
  auth: boolean
  /** Unknown fields and parameters are refused. */
  strict: boolean
  /** Everything that is sent is checked against the contract first. */
  checkResponses: boolean
  /** Whether the server listens on this machine only. */
  isLoopback: () => boolean
  /** What the control API asks for. */
  token: string | undefined
  /** Hears of exceptions that are nobody's refusal: bugs. */
  report: (error: unknown) => void
  machine: Machine
}

/**
 * The control API's handlers by name: they take their time, and know no transaction. `origin` is where the client reaches
 * the namespace.
 */
export type ControlHandlers = Readonly<Record<string, (input: ControlInput, origin: string) => unknown>>
type ControlInput = { params: object; query: object; headers: object; body: unknown }

/** One namespace, as far as answering its requests takes it. */
export type Site = Stage & {
  /** What comes behind the host in the URLs of this namespace: nothing, or `/@name`. */
  prefix: string
  /** Draws the trace ids: not the source that draws the data, so that a refusal does not change what comes after. */
  traces: Random
  control: ControlHandlers
  faults: Faults
  log: RequestLog
  /** Aborted when the namespace ends. */
  ended: AbortSignal
}

/** Every namespace there is. */
export type Sites = {
  main: Site
  /** Whether there is one of this name. */
  isOpen(name: string): boolean
  /** Makes it if need be. Throws a Problem of kind `unavailable` when there are too many. */
  named(name: string): Site | Promise<Site>
}

/** What a request comes with from a socket; nothing when it comes in process. */
export type Connection = { incoming?: IncomingMessage | Http2ServerRequest | undefined }

/** What belongs to one request on its way through the routes. */
export type Bindings = Connection & {
  site: Site
  /** The contract's path. */
  path: string
  query: RawParameters
  /** What the log will say of it. */
  exchange: Exchange
}

export type Env = { Bindings: Bindings }
