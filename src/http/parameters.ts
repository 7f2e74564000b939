import type { Checker, RawParameters } from '../contract/checker.ts'
import type { Operation } from '../contract/contract.ts'
import type { Later } from '../core/steps.ts'
import type { Services } from './services.ts'

/** The validator is only loaded when there is something to check: the operation takes it, or it was sent anyway, or answers are checked. */
export function checkerFor(
  operation: Operation,
  query: RawParameters,
  { contract, checkResponses }: Services,
): Later<Checker | undefined> {
  const takesNothing = operation.parameters.length === 0 && !operation.body && query.size === 0
  return takesNothing && !checkResponses ? undefined : contract.checker()
}

/** Typed parameters, and what is wrong with them. */
export function checkParameters(
  checker: Checker | undefined,
  operation: Operation,
  asked: { params: RawParameters; query: RawParameters; headers: Headers },
) {
  if (!checker) return { params: {}, query: {}, headers: {}, issues: [], headerIssues: [] }
  const path = checker.parameters(operation, 'path', asked.params)
  const query = checker.parameters(operation, 'query', asked.query)
  const header = checker.parameters(operation, 'header', readHeaders(operation, asked.headers))
  const issues = path.issues.length === 0 ? query.issues : [...path.issues, ...query.issues]
  return { params: path.values, query: query.values, headers: header.values, issues, headerIssues: header.issues }
}

/** The headers that the operation knows; there are always others. */
function readHeaders(operation: Operation, headers: Headers): RawParameters {
  const known = operation.parameters.filter((parameter) => parameter.in === 'header')
  return new Map(known.map(({ name }) => [name, headers.get(name) ?? '']))
}
