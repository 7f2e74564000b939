import type { Contract, Operation } from '../contract/contract.ts'
import type { Input, OperationId, SuccessBody } from '../contract/types.ts'
import { isRecord, requireFit, shown, type Takes } from '../core/mistake.ts'
import { suggestion } from '../core/nearest.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { read, receivedBody, type Sent, sentBody } from './media.ts'
import { target, type Values } from './target.ts'

/** Whose credentials a request carries: the demo tenant's, another one's, or none. */
export type Sender = 'demo' | 'other' | null

export type RequestOptions = { as?: Sender; headers?: Readonly<Record<string, string>> }

/** An answer, read. `body` is the parsed JSON, the text when it is none, and undefined when there is nothing. */
export type Answer<Body = unknown> = { status: number; headers: Headers; body: Body }

/** A part of an input may be left out when nothing in it has to be there. */
type Given<Name extends string, Value> =
  Record<never, never> extends Value
    ? { [N in Name]?: Value }
    : undefined extends Value
      ? { [N in Name]?: Value }
      : { [N in Name]: Value }

/** What an operation takes: `params` of its path, `query` and `body`, as the contract says. */
export type CallInput<Id extends OperationId> = Given<'params', Input<Id>['params']> &
  Given<'query', Input<Id>['query']> &
  Given<'body', Input<Id>['body']> &
  RequestOptions

/** Nothing has to be said where nothing is needed. */
export type CallArguments<Id extends OperationId> =
  Record<never, never> extends CallInput<Id> ? [input?: CallInput<Id>] : [input: CallInput<Id>]

/** A call that was answered with something else than success. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly headers: Headers
  /** In the words of the API that was called. */
  readonly body: unknown

  constructor(operation: string, { status, headers, body }: Answer) {
    super(`${operation} answered ${status}: ${typeof body === 'string' ? body : JSON.stringify(body)}`)
    this.status = status
    this.headers = headers
    this.body = body
  }
}

type Parts = {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  contract: Contract
  vendors: readonly Vendor[]
  /** What the control API asks for. */
  token: string | undefined
}

type Said = { params?: Values; query?: Values; body?: unknown } & RequestOptions

const OBJECT: Takes = ['a plain object', isRecord]

const REQUEST_OPTIONS = {
  as: ['"demo", "other" or null', (value) => value === 'demo' || value === 'other' || value === null],
  headers: OBJECT,
} satisfies Record<keyof RequestOptions, Takes>

const SAID = {
  ...{ params: OBJECT, query: OBJECT, body: ['what is sent', () => true] },
  ...REQUEST_OPTIONS,
} satisfies Record<keyof Said, Takes>

type Sending = { sent: Sent | undefined } & RequestOptions

/** Asks by path, or by the contract's name for it, with the credentials that the place takes. */
export function asking({ fetch, contract, vendors, token }: Parts) {
  async function send(method: string, path: string, { sent, as = 'demo', headers = {} }: Sending): Promise<Response> {
    const own = as === null ? {} : credentialsFor(path, as, { vendors, token })
    const content = sent?.type === undefined ? {} : { 'content-type': sent.type }
    return await fetch(path, {
      method,
      headers: { ...own, ...content, ...headers },
      ...(sent && { body: sent.body }),
    })
  }

  return {
    async request<Body = unknown>(method: string, path: string, body?: unknown, options: RequestOptions = {}) {
      requireFit(options, REQUEST_OPTIONS, 'request')
      const sent = body === undefined ? undefined : { body: JSON.stringify(body), type: 'application/json' }
      return (await readAnswer(await send(method, path, { sent, ...options }))) as Answer<Body>
    },

    async call<Id extends OperationId>(id: Id, ...[input]: CallArguments<Id>): Promise<SuccessBody<Id>> {
      const operation = operationNamed(id, contract)
      const said: Said = input ?? {}
      requireFit(said, SAID, 'call')
      const { params = {}, query = {}, body, ...options } = said
      const sending = { sent: sentBody(body, operation), ...options }
      const response = await send(operation.method.toUpperCase(), target(operation, params, query), sending)
      if (response.status >= 400) throw new Refusal(id, await readAnswer(response))
      // The contract promises it, and every answer of the tests is held against the contract.
      return (await receivedBody(response)) as SuccessBody<Id>
    },
  }
}

function credentialsFor(
  path: string,
  as: 'demo' | 'other',
  { vendors, token }: Pick<Parts, 'vendors' | 'token'>,
): Readonly<Record<string, string>> {
  const [, place] = path.replace(/^\/@[^/?]*/, '').split(/[/?]/)
  if (place === '_sandbox' && token !== undefined) return { authorization: `Bearer ${token}` }
  const asked = vendors.find(
    ({ name, surfaces }) => name === place || surfaces.some((surface) => surface.name === place),
  )
  return asked?.tenants[as === 'demo' ? 0 : 1].headers ?? {}
}

/** Throws a TypeError that has the nearest name when there is none of this one. */
function operationNamed(id: string, contract: Contract): Operation {
  const operation = contract.operation(id)
  if (operation) return operation
  const ids = contract.operations.map((each) => each.id)
  throw new TypeError(`there is no operation ${shown(id)}${suggestion(String(id), ids)}`)
}

const readAnswer = async (response: Response): Promise<Answer> => ({
  status: response.status,
  headers: response.headers,
  body: await read(response),
})
