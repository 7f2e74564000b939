import type { Operation } from '../contract/contract.ts'
import { Reply } from '../contract/reply.ts'
import { Problem } from '../core/problem.ts'
import { type Exchange, toLogged } from '../core/request-log.ts'
import type { Occasion } from '../vendors/acting.ts'
import { readBody } from './body.ts'
import { disturb } from './disturb.ts'
import { checkerFor, checkParameters } from './parameters.ts'
import type { Passage } from './passage.ts'
import { respond } from './respond.ts'
import type { Services } from './services.ts'
import { type Judgement, judge } from './warnings.ts'

/** Answers a request, unless a fault gets in its way. */
export function answer(passage: Passage): Promise<Response> {
  const { route, request, site, exchange, services } = passage
  const { operation, vendor } = route
  exchange.vendor = vendor
  exchange.operation = operation.id
  const struck =
    site.faults.isEmpty || !route.isDisturbed
      ? undefined
      : site.faults.strike({ webhook: false, vendor, operation: operation.id })
  if (!struck) return pass(passage)
  exchange.fault = struck.id
  return disturb({
    struck,
    machine: services.machine,
    client: request.signal,
    ended: site.ended,
    pass: () => pass(passage),
    refuse: (problem) => refuse(problem, passage, []),
  })
}

/**
 * The way of every request, once, downwards: who asks, parameters, admission, body, handler, answer. A refusal from
 * anywhere is rendered by the surface, and by then nothing was stored.
 */
async function pass(passage: Passage): Promise<Response> {
  const { route, request, params, site, exchange, services } = passage
  const { operation } = route
  const warnings: string[] = []
  try {
    const tenant = route.authenticate(request.headers, site)
    const checker = await checkerFor(operation, request, services)
    const checked = checkParameters(checker, operation, request, params)
    // A header chooses what the rest is held against, so it comes first.
    heed(judge(checked.headerIssues, services), warnings)
    heed(judge(checked.issues, services), warnings)
    route.admit(checked, tenant, site)
    const parsed =
      operation.body && (await readBody(request, operation.body, { blank: route.blank, heard: hear(exchange) }))
    if (parsed && checker) heed(judge(checker.body(parsed.schema, parsed.value), services), warnings)
    const { params: path, query, headers } = checked
    const occasion: Occasion = { tenant, origin: new URL(request.url).origin + site.prefix }
    const result = await route.run({ params: path, query, headers, body: parsed?.value }, occasion, site)
    exchange.messages = occasion.told
    return await respond(passage, toReply(result, operation), warnings)
  } catch (error) {
    if (!(error instanceof Problem)) exchange.error = error instanceof Error ? error : new Error(String(error))
    return await refuse(toProblem(error, services), passage, warnings)
  }
}

const hear =
  (exchange: Exchange) =>
  (bytes: ArrayBuffer | Uint8Array, contentType: string): void => {
    exchange.request = toLogged(bytes, contentType)
  }

/** A refusal in the surface's dialect. */
async function refuse(problem: Problem, passage: Passage, warnings: readonly string[]): Promise<Response> {
  const { status, body, headers } = passage.route.renderProblem(problem, passage.site)
  if (problem.status === undefined) return await respond(passage, new Reply(status, body, headers), warnings)
  const { retryAfter } = problem
  const own = new Headers({ ...headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) })
  // What a fault answers, the contract need not know.
  return await respond(passage, new Reply(problem.status, body, Object.fromEntries(own)), warnings, {
    isChecked: false,
  })
}

const isReply = (result: unknown): result is Reply => result instanceof Reply

/** What a handler returned, with the status that it means. */
function toReply(result: unknown, { status }: Operation): Reply {
  return isReply(result) ? result : new Reply(status, result)
}

/** Keeps the warnings for the answer, and throws the refusal if there is one. */
function heed(judgement: Judgement, warnings: string[]): void {
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
