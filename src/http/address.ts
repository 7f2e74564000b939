import type { RawParameters } from '../contract/checker.ts'
import { Problem } from '../core/problem.ts'
import type { Vendor } from '../vendors/vendor.ts'

/** What a request asks for: `/@ci-7/conomy/customers` is `/conomy/customers` of the namespace `ci-7`. */
export type Address = {
  /** Undefined: the default one. */
  namespace: string | undefined
  /** Path and query as the client wrote them, without the namespace. */
  target: string
  path: string
  /** With its question mark; empty when there is none. */
  query: string
}

const HEADER = 'sandbox-namespace'
const AT = '@'.charCodeAt(0)

/**
 * Throws a Problem of kind `invalid` when the path and the header name different namespaces, or when the name is not
 * one.
 */
export function addressOf({ url, headers }: Request): Address {
  const start = url.indexOf('/', url.indexOf('://') + 3)
  const hash = url.indexOf('#', start)
  const target = hash < 0 ? url.slice(start) : url.slice(start, hash)
  const end = target.indexOf('?')
  const path = end < 0 ? target : target.slice(0, end)
  const query = end < 0 ? '' : target.slice(end)
  const named = headers.get(HEADER) ?? undefined
  if (path.charCodeAt(1) !== AT)
    return { namespace: named === undefined ? undefined : nameOf(named), target, path, query }
  const slash = path.indexOf('/', 2)
  const name = nameOf(slash < 0 ? path.slice(2) : path.slice(2, slash))
  if (named !== undefined && named !== name) {
    throw new Problem('invalid', `The path names the namespace "${name}", and the header "${named.slice(0, 64)}"`)
  }
  const rest = slash < 0 ? '/' : path.slice(slash)
  return { namespace: name, target: rest + query, path: rest, query }
}

/** The name, if it is one. Throws a Problem of kind `invalid`. */
export function nameOf(text: string): string {
  if (/^[a-z0-9-]{1,63}$/.test(text)) return text
  throw new Problem(
    'invalid',
    `A namespace is named with 1 to 63 of a-z, 0-9 and the hyphen, not "${text.slice(0, 64)}"`,
  )
}

/** What a client asks for: where, with which parameters, and how. */
type Asked = { path: string; query: RawParameters; method: string; headers: Headers }

/**
 * The contract's path for a request. Clients say `/conomy/customers`; the contract, which has one operation per path
 * and method, says `/conomy-customers/customers`. The vendor knows which is meant.
 */
export function pathInContract({ path, ...asked }: Asked, vendors: ReadonlyMap<string, Vendor>): string {
  const end = path.indexOf('/', 1)
  const vendor = vendors.get(end < 0 ? path.slice(1) : path.slice(1, end))
  if (!vendor) return path
  const { surface, path: rest } = vendor.address({ path: end < 0 ? '' : path.slice(end), ...asked })
  return `/${surface}${rest}`
}
