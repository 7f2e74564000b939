import { vendors } from '../vendors/index.ts'
import type { Stand } from './network.ts'

/** A sandbox that requests are sent to: the `url` it goes by, and how it answers. */
export type Target = { url: string; fetch(request: Request): Promise<Response> }

/** Sends what is meant for a vendor's real host to the sandbox, and leaves everything else to the network. */
export function relayTo(target: Target): Stand {
  return (request) => {
    const { hostname, pathname, search } = new URL(request.url)
    const vendor = vendors.find(({ hosts }) => hosts.includes(hostname))
    return vendor && target.fetch(readdressed(request, `${target.url}/${vendor.name}${pathname}${search}`))
  }
}

/** The same, for a sandbox of this process: the URLs that it hands out are answered too, though nobody listens there. */
export function relayWithin(target: Target): Stand {
  const relay = relayTo(target)
  const { host } = new URL(target.url)
  return (request) =>
    new URL(request.url).host === host ? target.fetch(readdressed(request, request.url)) : relay(request)
}

function readdressed(request: Request, url: string): Request {
  // Copied pair by pair: of the headers of a form, what the interceptors make of `new Headers` has only the last one.
  // The host is the one that is not asked.
  const headers = [...request.headers].filter(([name]) => name !== 'host')
  const { method, signal, body } = request
  return new Request(url, { method, headers, signal, ...(body && { body, duplex: 'half' as const }) })
}

/** A sandbox that listens at a URL. Throws a TypeError when it is none. */
export function remote(url: string): Target {
  if (!/^https?:/.test(url) || !URL.canParse(url))
    throw new TypeError(`the URL of a sandbox is like http://127.0.0.1:4010, not "${url}"`)
  // Not the one that is put in its place.
  const send = globalThis.fetch
  return {
    url: url.replace(/\/+$/, ''),
    async fetch(request) {
      try {
        return await send(request)
      } catch (error) {
        throw unreachable(url, error)
      }
    },
  }
}

/** What `fetch` throws, saying who did not answer. */
function unreachable(url: string, error: unknown): Error {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
  const { message } = cause instanceof Error ? cause : new Error(String(cause))
  const code = cause instanceof Error && 'code' in cause ? cause.code : 'ECONNREFUSED'
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error(`no sandbox answers at ${url}: ${message}`, { cause }), { code }),
  })
}
