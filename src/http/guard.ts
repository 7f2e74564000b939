import { createHash, timingSafeEqual } from 'node:crypto'
import { Problem } from '../core/problem.ts'

/** The names and addresses of this machine itself, as a browser writes them. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * Keeps web pages away from the control API: a page that resolves its own name to this machine (DNS rebinding), and a
 * page of another origin. `isLoopback` is whether the server listens on this machine only; then the name it is called
 * by must be the machine's. Throws a Problem of kind `forbidden`.
 */
export function guardControl(headers: Headers, isLoopback: boolean): void {
  const host = headers.get('host')
  const origin = headers.get('origin')
  if (isLoopback && host !== null && !LOOPBACK.test(host.replace(/:\d+$/, '').toLowerCase())) {
    throw new Problem('forbidden', 'The control API is called by a name that is not this machine’s')
  }
  if (origin !== null && host !== null && hostOf(origin) !== host.toLowerCase()) {
    throw new Problem('forbidden', 'The control API does not answer pages of another origin')
  }
  // An image or a script of a page sends no origin. Whoever follows a link may.
  if (headers.get('sec-fetch-site') === 'cross-site' && headers.get('sec-fetch-mode') !== 'navigate') {
    throw new Problem('forbidden', 'The control API is nothing that another page can show')
  }
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)

/** Throws a Problem of kind `unauthorized` unless the token is the bearer; how long that takes says nothing about it. */
export function requireToken(headers: Headers, token: string): void {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? []
  if (bearer === undefined) throw new Problem('unauthorized', 'The control API asks for its token, as a bearer')
  if (!timingSafeEqual(digest(bearer), digest(token)))
    throw new Problem('unauthorized', 'That is not the token of the control API')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
