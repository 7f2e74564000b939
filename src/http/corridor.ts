import type { Operation } from '../contract/contract.ts'
import type { Issue } from '../contract/issue.ts'
import { Reply } from '../contract/reply.ts'
import { Problem } from '../core/problem.ts'
import { type Exchange, toLogged } from '../core/request-log.ts'
import { type Later, proceed, type Steps, waited } from '../core/steps.ts'
import type { Occasion } from '../vendors/acting.ts'
import { readBody, refuseBody } from './body.ts'
import { disturb } from './disturb.ts'
import { checkerFor, checkParameters } from './parameters.ts'
import type { Passage } from './passage.ts'
import { respond } from './respond.ts'
import type { Services } from './services.ts'
import { judge } from './warnings.ts'

/** Answers a request, unless a fault gets in its way. At once when nothing on the way has to be waited for. */
export function answer(passage: Passage): Later<Response> {
  const { route, request, site, exchange, services } = passage
  const { operation, vendor } = route
  exchange.vendor = vendor
  exchange.operation = operation.id
  const struck =
    site.faults.isEmpty || !route.isDisturbed
      ? undefined
      : site.faults.strike({ webhook: false, vendor, operation: operation.id })
  if (!struck) return proceed(pass(passage))
  exchange.fault = struck.id
  return disturb({
    struck,
    machine: services.machine,
    client: request.signal,
    ended: site.ended,
    pass: () => proceed(pass(passage)),
    refuse: (problem) => proceed(refuse(problem, passage, [])),
  })
}

/**
 * The way of every request, once, downwards: who asks, parameters, admission, body, handler, answer. A refusal from
 * anywhere is rendered by the surface, and by then nothing was stored.
 */
function* pass(passage: Passage): Steps<Response> {
  const { route, request, params, query: asked, site, exchange, services } = passage
  const { operation } = route
  const warnings: string[] = []
  const strict = services.strict || !route.ignoresUnknown
  try {
    const tenant = route.authenticate(request.headers, site)
    const checker = yield* waited(checkerFor(operation, asked, services))
    const checked = checkParameters(checker, operation, { params, query: asked, headers: request.headers })
    // A header chooses what the rest is held against, so it comes first.
    heed(checked.headerIssues, strict, warnings)
    heed(checked.issues, strict, warnings)
    route.admit(checked, tenant, site)
    const parsed =
      operation.body &&
      (yield* waited(readBody(request, operation.body, { blank: route.blank, heard: hear(exchange) })))
    if (!operation.body && !route.ignoresUnknown && operation.method !== 'get') yield* waited(refuseBody(request))
    if (parsed && checker) heed(checker.body(parsed.schema, parsed.value), strict, warnings)
    const { params: path, query, headers } = checked
    const occasion: Occasion = { tenant, origin: originOf(request) + site.prefix }
    const result = yield* waited(route.run({ params: path, query, headers, body: parsed?.value }, occasion, site))
    exchange.messages = occasion.told
    return yield* respond(passage, toReply(result, operation), warnings)
  } catch (error) {
    if (!(error instanceof Problem)) exchange.error = error instanceof Error ? error : new Error(String(error))
    return yield* refuse(toProblem(error, services), passage, warnings)
  }
}

/** Scheme and host of a request, as the client wrote them. */
const originOf = ({ url }: Request): string => url.slice(0, url.indexOf('/', url.indexOf('://') + 3))

const hear =
  (exchange: Exchange) =>
  (bytes: ArrayBuffer | Uint8Array, contentType: string): void => {
    exchange.request = toLogged(bytes, contentType)
  }

/** A refusal in the surface's dialect. */
function* refuse(problem: Problem, passage: Passage, warnings: readonly string[]): Steps<Response> {
  const { status, body, headers } = passage.route.renderProblem(problem, passage.site)
  if (problem.status === undefined) return yield* respond(passage, new Reply(status, body, headers), warnings)
  const { retryAfter } = problem
  const own = new Headers({ ...headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) })
  // What a fault answers, the contract need not know.
  return yield* respond(passage, new Reply(problem.status, body, Object.fromEntries(own)), warnings, {
    isChecked: false,
  })
}

const isReply = (result: unknown): result is Reply => result instanceof Reply

/** What a handler returned, with the status that it means. */
function toReply(result: unknown, { status }: Operation): Reply {
  return isReply(result) ? result : new Reply(status, result)
}

/** Keeps the warnings for the answer, and throws the refusal if there is one. */
function heed(issues: readonly Issue[], strict: boolean, warnings: string[]): void {
  if (issues.length === 0) return
  const judgement = judge(issues, { strict })
  warnings.push(...judgement.warnings)
  if (judgement.refusal) throw judgement.refusal
}

/** An exception that is not a Problem is a bug, and must not pass for a vendor's refusal. */
export function toProblem(error: unknown, { report }: Services): Problem {
  if (error instanceof Problem && error.kind !== 'storage') return error
  report(error)
  return error instanceof Problem
    ? error
    : new Problem('internal', 'The sandbox failed; its log has the details', {}, { cause: error })
}
