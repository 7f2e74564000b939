import { METHODS } from 'node:http'
import type { Contract } from '../contract/contract.ts'
import { isSensitive, MASK, maskedTarget, maskedText, withoutSecrets } from '../core/masking.ts'
import { suggestion } from '../core/nearest.ts'
import { Problem } from '../core/problem.ts'
import type { Exchange, LoggedBody } from '../core/request-log.ts'
import { type ControlContext, type ControlOperations, vendorNamed, wrongField } from './context.ts'
import { requireOperation } from './known-names.ts'
import { verdictOf } from './verdict.ts'

export const requestHandlers = {
  async listRequests({ query }, { log, name, contract, vendors }) {
    const { limit = 50, since, ...filters } = query
    const meant = filters.vendor === undefined ? vendors : [vendorNamed(filters.vendor, vendors, 'query')]
    if (filters.operation !== undefined)
      requireOperation(filters.operation, { contract, vendors: meant, place: 'query' })
    if (filters.method !== undefined && !METHODS.includes(filters.method.toUpperCase()))
      throw wrongField(
        'method',
        `there is no method "${filters.method}"${suggestion(filters.method, METHODS)}`,
        'query',
      )
    const isRecent = recent(since)
    const wanted = log.all().filter((exchange) => isRecent(exchange) && matches(exchange, filters))
    const shown = wanted.slice(-limit).reverse()
    return { requests: await Promise.all(shown.map((exchange) => showRequest(exchange, name, contract))) }
  },

  async getRequest({ params }, { log, name, contract }) {
    const number = numberOf(params.id)
    const found = number === undefined ? undefined : log.numbered(number)
    if (!found) throw new Problem('not-found', `There is no request ${params.id.slice(0, 64)}`)
    return await showRequest(found, name, contract)
  },

  clearRequests(_input, { log }) {
    log.clear()
    return undefined
  },
} satisfies Partial<ControlOperations>

/** A request as the control API shows it: the only way out of the log, with every secret masked. */
async function showRequest(exchange: Exchange, namespace: ControlContext['name'], contract: Contract) {
  const { error } = exchange
  return {
    ...summary(exchange, namespace),
    contract: await verdictOf(exchange, contract),
    requestHeaders: showHeaders(exchange.headers),
    requestBody: showBody(exchange.request, exchange.secrets),
    responseBody: showBody(exchange.response, exchange.secrets),
    error: error === undefined ? null : (error.stack ?? error.message),
  }
}

/** The same without headers and bodies, and without a verdict on what was not checked when it was sent. */
export function summary(exchange: Exchange, namespace: ControlContext['name']) {
  const { number, at, vendor, operation, method, target, secrets } = exchange
  const { status, duration, keepsContract, fault } = exchange
  return {
    id: `req_${number}`,
    at: new Date(at).toISOString(),
    namespace,
    vendor: vendor ?? null,
    operation: operation ?? null,
    method,
    path: maskedTarget(target, secrets),
    status: status ?? null,
    durationMs: Math.round(duration * 1000) / 1000,
    contract: keepsContract === undefined ? null : keepsContract ? ('kept' as const) : ('broken' as const),
    warnings: [...exchange.warnings],
    fault: fault ?? null,
    messages: [...(exchange.messages ?? [])],
  }
}

function showHeaders(headers: Exchange['headers']): Record<string, string> {
  const pairs = headers instanceof Headers ? [...headers] : inPairs(headers)
  return Object.fromEntries(pairs.map(([name, value]) => [name, isSensitive(name) ? MASK : value]))
}

/** Names and values as Node lists them, one after another. */
const inPairs = (list: readonly string[]): [string, string][] =>
  list.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), list[at + 1] ?? ''] as [string, string]] : []))

function showBody(body: LoggedBody | undefined, secrets: Iterable<string> = []) {
  if (!body) return null
  const { mediaType, size, content } = body
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  const plain = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return {
    mediaType,
    bytes: size ?? (typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength),
    text: isText(plain) ? withoutSecrets(maskedText(text, plain), secrets) : null,
    isTruncated: size !== undefined,
  }
}

/** What else is sent is files, which nobody reads in a log. */
const isText = (mediaType: string): boolean =>
  mediaType === '' || /json$|^text\/|^application\/x-www-form-urlencoded$/.test(mediaType)

type Filters = {
  operation?: string | undefined
  vendor?: string | undefined
  status?: number | undefined
  method?: string | undefined
}

const matches = (exchange: Exchange, { operation, vendor, status, method }: Filters): boolean =>
  (operation ?? exchange.operation) === exchange.operation &&
  (vendor ?? exchange.vendor) === exchange.vendor &&
  (status ?? exchange.status) === exchange.status &&
  (method ?? exchange.method).toUpperCase() === exchange.method

const numberOf = (id: string): number | undefined => (/^req_\d{1,15}$/.test(id) ? Number(id.slice(4)) : undefined)

/** After a request, or from an instant on. Throws a Problem of kind `invalid` when it is neither. */
function recent(since: string | undefined): (exchange: Exchange) => boolean {
  if (since === undefined) return () => true
  const number = numberOf(since)
  if (number !== undefined) return (exchange) => exchange.number > number
  const instant = /^\d{4}-\d\d-\d\dT/.test(since) ? Date.parse(since) : Number.NaN
  if (Number.isNaN(instant)) throw wrongField('since', 'since must be the id of a request or an instant', 'query')
  return ({ at }) => at >= instant
}
