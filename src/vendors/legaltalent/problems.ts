import { type Fault, Problem, type ProblemKind } from '../../core/problem.ts'
import type { Rendered } from '../vendor.ts'

type Shape = { status: number; type: string; code: string }

const VALIDATION: Shape = { status: 400, type: 'ValidationError', code: 'VALIDATION_ERROR' }
const WRONG_METHOD: Shape = { status: 405, type: 'MethodNotAllowedError', code: 'METHOD_NOT_ALLOWED' }
const INTERNAL: Shape = { status: 500, type: 'InternalError', code: 'INTERNAL_ERROR' }

/** Only `ValidationError` and `NotFoundError` are published; the others follow their pattern. */
const SHAPE: Record<ProblemKind, Shape> = {
  missing: VALIDATION,
  invalid: VALIDATION,
  malformed: VALIDATION,
  'too-large': VALIDATION,
  state: VALIDATION,
  duplicate: { status: 409, type: 'ConflictError', code: 'CUSTOMER_ALREADY_EXISTS' },
  'not-found': { status: 404, type: 'NotFoundError', code: 'NOT_FOUND' },
  'too-many': { status: 429, type: 'RateLimitError', code: 'RATE_LIMITED' },
  unauthorized: { status: 401, type: 'UnauthorizedError', code: 'UNAUTHORIZED' },
  forbidden: { status: 403, type: 'ForbiddenError', code: 'FORBIDDEN' },
  unimplemented: { status: 501, type: 'NotImplementedError', code: 'NOT_IMPLEMENTED' },
  unavailable: { status: 503, type: 'ServiceUnavailableError', code: 'SERVICE_UNAVAILABLE' },
  storage: INTERNAL,
  internal: INTERNAL,
}

const NO_SEATS = 'NO_SEATS'

/** That a record is not there, or is another tenant's: every kind of record has a code of its own. */
export const notFound = (
  what:
    | 'Customer'
    | 'Session'
    | 'Subsession'
    | 'Workflow'
    | 'Template'
    | 'Watchlist'
    | 'Step'
    | 'Document'
    | 'Liveness',
): Problem => missing(what, `${what} not found`)

/** That a subject is not on the watchlist, in words of its own. */
export const subjectNotFound = (): Problem => missing('Subject', 'Subject not found in watchlist')

const missing = (what: string, message: string): Problem =>
  new Problem('not-found', message, { code: `${what.toUpperCase()}_NOT_FOUND` })

/** That an operator named an entry that is not on the list. */
export const listEntryNotFound = (): Problem => new Problem('not-found', 'There is no such entry on the list')

/** That the tenant has no seat left on its watchlists. */
export const noSeats = (): Problem =>
  new Problem('state', 'No watchlist seats available. Please purchase more seats.', { code: NO_SEATS })

/** That the link of a session has expired; until it is extended, nobody uses it. */
export const linkExpired = (): Problem =>
  new Problem('forbidden', 'The link of this session has expired', { code: 'SESSION_EXPIRED' })

/** The body of every answer that is not a success. */
export function renderProblem(problem: Problem): Rendered {
  const { kind, message, faults, methods } = problem
  // Published as a text, where all others are objects.
  if (problem.code === NO_SEATS) return { status: 402, body: { status: 'error', error: message } }
  // The firewall in front of the API has a shape of its own.
  if (kind === 'too-many') return tooMany(problem)
  const { status, type, code } = methods ? WRONG_METHOD : SHAPE[kind]
  const error = { type, message: textOf(faults, message), code: problem.code ?? code }
  return { status, body: { status: 'error', error }, ...(methods && { headers: { allow: methods.join(', ') } }) }
}

const textOf = (faults: readonly Fault[], message: string): string => faults[0]?.message ?? message

function tooMany({ message, retryAfter = 300 }: Problem): Rendered {
  return {
    status: 429,
    body: { error: 'Rate limit exceeded', message, retry_after: retryAfter },
    headers: { 'retry-after': String(retryAfter) },
  }
}
