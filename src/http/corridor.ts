import type { Checker, RawParameters } from '../contract/checker.ts'
import type { Operation } from '../contract/contract.ts'
import { FileReply, JsonText, Reply } from '../contract/reply.ts'
import { Problem } from '../core/problem.ts'
import type { Occasion } from '../vendors/acting.ts'
import type { Rendered } from '../vendors/vendor.ts'
import { readBody } from './body.ts'
import type { Services, Site } from './services.ts'
import { type Judgement, judge, toHeaderValue } from './warnings.ts'

export type Checked = { params: Record<string, unknown>; query: Record<string, unknown> }

/** One operation, and what its surface has to say on the way. Everything may throw a Problem. */
export type Route = {
  operation: Operation
  /** Who asks, if the surface wants to know. */
  authenticate(headers: Headers, site: Site): string | undefined
  /** What is refused before the body is read. */
  admit(checked: Checked, tenant: string | undefined, site: Site): void
  run(input: Checked & { body: unknown }, occasion: Occasion, site: Site): unknown
  renderProblem(problem: Problem, site: Site): Rendered
  problemType: string
  /** What no body at all stands for, where it stands for something. */
  blank?: object
}

/**
 * The way of every request, once, downwards: who asks, parameters, admission, body, handler, answer. A refusal from
 * anywhere is rendered by the surface, and by then nothing was stored.
 */
export async function answer(
  route: Route,
  request: Request,
  params: RawParameters,
  { site, services }: { site: Site; services: Services },
): Promise<Response> {
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
    const parsed = operation.body && (await readBody(request, operation.body, route.blank))
    if (parsed && checker) heed(judge(checker.body(parsed.schema, parsed.value), services), warnings)
    const { params: path, query } = checked
    const occasion = { tenant, origin: new URL(request.url).origin + site.prefix }
    const result = await route.run({ params: path, query, body: parsed?.value }, occasion, site)
    return await respond(route, toReply(result, operation), { warnings, services })
  } catch (error) {
    const { status, body, headers } = route.renderProblem(toProblem(error, services), site)
    return await respond(route, new Reply(status, body, headers), { warnings, services })
  }
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

/** The validator is only loaded when there is something to check: the operation takes it, or it was sent anyway, or answers are checked. */
async function checkerFor(
  operation: Operation,
  { url }: Request,
  { contract, checkResponses }: Services,
): Promise<Checker | undefined> {
  const takesNothing = operation.parameters.length === 0 && !operation.body && !url.includes('?')
  return takesNothing && !checkResponses ? undefined : await contract.checker()
}

function checkParameters(checker: Checker | undefined, operation: Operation, request: Request, params: RawParameters) {
  if (!checker) return { params: {}, query: {}, issues: [], headerIssues: [] }
  const path = checker.parameters(operation, 'path', params)
  const query = checker.parameters(operation, 'query', readQuery(request.url))
  const header = checker.parameters(operation, 'header', readHeaders(operation, request.headers))
  const issues = [...path.issues, ...query.issues]
  return { params: path.values, query: query.values, issues, headerIssues: header.issues }
}

/** The headers that the operation knows; there are always others. */
function readHeaders(operation: Operation, headers: Headers): RawParameters {
  const known = operation.parameters.filter((parameter) => parameter.in === 'header')
  return new Map(known.map(({ name }) => [name, headers.get(name) ?? '']))
}

function readQuery(url: string): RawParameters {
  const start = url.indexOf('?')
  const raw = new Map<string, string | string[]>()
  if (start < 0) return raw
  for (const [name, value] of new URLSearchParams(url.slice(start))) {
    const before = raw.get(name)
    raw.set(name, before === undefined ? value : [before, value].flat())
  }
  return raw
}

async function respond(
  route: Route,
  { status, body, headers: own }: Reply,
  { warnings, services }: { warnings: readonly string[]; services: Services },
): Promise<Response> {
  if (services.checkResponses) await checkAnswer(route, status, body, services)
  const headers: [string, string][] = Object.entries(own)
  for (const warning of warnings) headers.push(['sandbox-warning', toHeaderValue(warning)])
  if (status === 204) return new Response(null, { status, headers })
  if (body instanceof FileReply) {
    // What a client uploaded is nothing that a browser should show as a page of ours.
    headers.push(['content-type', body.mediaType], ['x-content-type-options', 'nosniff'])
    headers.push(['content-disposition', 'attachment'])
    return new Response(body.bytes, { status, headers })
  }
  const contentType = status < 400 ? 'application/json' : route.problemType
  // The usual answer has one header, and a plain object is the quickest way to say so.
  const text = toText(body)
  if (headers.length === 0) return new Response(text, { status, headers: { 'content-type': contentType } })
  headers.push(['content-type', contentType])
  return new Response(text, { status, headers })
}

const toText = (body: unknown): string => (body instanceof JsonText ? body.text : JSON.stringify(body))

/** The value as the client will parse it: without what JSON leaves out. */
const toWire = (body: unknown): unknown => JSON.parse(toText(body))

/** Throws when the sandbox is about to send what its own contract does not say. */
async function checkAnswer({ operation }: Route, status: number, body: unknown, { contract }: Services): Promise<void> {
  const promised = operation.responses.get(status)
  if (!operation.responses.has(status))
    throw new Error(`${operation.id} answers ${status}, which is not in the contract`)
  if (!promised || body instanceof FileReply) return
  const issues = (await contract.checker()).conforms(promised.schema, toWire(body))
  if (issues.length > 0) {
    throw new Error(
      `${operation.id} answers ${status} against the contract: ${issues.map(({ message }) => message).join('; ')}`,
    )
  }
}
