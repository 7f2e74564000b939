import { type Fault, Problem, type ProblemKind } from '../../core/problem.ts'
import type { Rendered } from '../vendor.ts'

type Shape = { status: number; type: string; code: string }

const VALIDATION: Shape = { status: 400, type: 'ValidationError', code: 'VALIDATION_ERROR' }
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

/** `Customer not found` is CUSTOMER_NOT_FOUND: every record that can be missing has its own code. */
const MISSING =
  /^(Customer|Session|Subsession|Workflow|Template|Watchlist|Subject|Step|Document|Liveness)\b.* not found/

const NO_SEATS = 'No watchlist seats available. Please purchase more seats.'

/** That a record is not there, or is another tenant's. */
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
): Problem => new Problem('not-found', `${what} not found`)

export const subjectNotFound = (): Problem => new Problem('not-found', 'Subject not found in watchlist')

export const listEntryNotFound = (): Problem => new Problem('not-found', 'There is no such entry on the list')

/** That the tenant has no seat left on its watchlists. */
export const noSeats = (): Problem => new Problem('state', NO_SEATS)

const LINK_EXPIRED = 'The link of this session has expired'

/** That the link of a session has expired; until it is extended, nobody uses it. */
export const linkExpired = (): Problem => new Problem('forbidden', LINK_EXPIRED)

/** The body of every answer that is not a success. */
export function renderProblem(problem: Problem): Rendered {
  const { kind, message } = problem
  if (message === NO_SEATS) return { status: 402, body: { status: 'error', error: NO_SEATS } }
  // The firewall in front of the API has a shape of its own.
  if (kind === 'too-many') return tooMany(problem)
  const { status, type, code } = SHAPE[kind]
  const record = kind === 'not-found' ? MISSING.exec(message)?.[1] : undefined
  const own =
    record !== undefined ? `${record.toUpperCase()}_NOT_FOUND` : message === LINK_EXPIRED ? 'SESSION_EXPIRED' : code
  return { status, body: { status: 'error', error: { type, message: textOf(problem.faults, message), code: own } } }
}

const textOf = (faults: readonly Fault[], message: string): string => faults[0]?.message ?? message

function tooMany({ message, retryAfter = 300 }: Problem): Rendered {
  return {
    status: 429,
    body: { error: 'Rate limit exceeded', message, retry_after: retryAfter },
    headers: { 'retry-after': String(retryAfter) },
  }
}
