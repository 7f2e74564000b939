import type { Checker, RawParameters } from '../contract/checker.ts'
import type { Operation } from '../contract/contract.ts'
import type { Services } from './services.ts'

/** The validator is only loaded when there is something to check: the operation takes it, or it was sent anyway, or answers are checked. */
export async function checkerFor(
  operation: Operation,
  { url }: Request,
  { contract, checkResponses }: Services,
): Promise<Checker | undefined> {
  const takesNothing = operation.parameters.length === 0 && !operation.body && !url.includes('?')
  return takesNothing && !checkResponses ? undefined : await contract.checker()
}

/** Typed parameters, and what is wrong with them. */
export function checkParameters(
  checker: Checker | undefined,
  operation: Operation,
  request: Request,
  params: RawParameters,
) {
  if (!checker) return { params: {}, query: {}, headers: {}, issues: [], headerIssues: [] }
  const path = checker.parameters(operation, 'path', params)
  const query = checker.parameters(operation, 'query', readQuery(request.url))
  const header = checker.parameters(operation, 'header', readHeaders(operation, request.headers))
  const issues = [...path.issues, ...query.issues]
  return { params: path.values, query: query.values, headers: header.values, issues, headerIssues: header.issues }
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
