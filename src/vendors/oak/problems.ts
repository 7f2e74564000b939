import type { components } from '../../contract/openapi.gen.ts'
import type { Fault, Problem, ProblemKind } from '../../core/problem.ts'
import type { Rendered } from '../vendor.ts'

type ErrorBody = components['schemas']['OakError']
type Reason = components['schemas']['OakErrorReason']

/** `validation` stands for what is 422 at most operations and 400 at some. */
const STATUS: Record<ProblemKind, number | 'validation'> = {
  missing: 'validation',
  invalid: 'validation',
  malformed: 400,
  'too-large': 413,
  // No 409 is documented for customers: what exists already is 400.
  duplicate: 400,
  state: 400,
  'not-found': 404,
  'too-many': 429,
  unauthorized: 401,
  forbidden: 403,
  unimplemented: 501,
  unavailable: 503,
  storage: 500,
  internal: 500,
}

const ERROR_CODE: Readonly<Record<number, ErrorBody['error_code']>> = {
  401: 'authentication_error',
  403: 'authorization_error',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  429: 'rate_limited',
  500: 'internal_error',
  501: 'not_implemented',
  502: 'provider_error',
  503: 'provider_unavailable',
  504: 'provider_unavailable',
}

/** Operations whose documentation has 400, and no 422, for a body or a query that is wrong. */
const BAD_REQUEST: ReadonlySet<string> = new Set([
  'refreshToken',
  'updateCustomer',
  'syncCustomer',
  'getBalances',
  'uploadFiles',
  'updatePaymentMethod',
  'createPayment',
  'refundPayment',
  'registerWebhook',
  'updateWebhook',
])

/** A grant whose body cannot be read is documented as 422; a file that is too large as 400; a replay to nobody as 422. */
const OWN_STATUS: Readonly<Record<string, Partial<Record<ProblemKind, number>>>> = {
  grantToken: { malformed: 422 },
  uploadFiles: { 'too-large': 400 },
  replayNotification: { state: 422 },
}

/** The body of every answer that is not a success: the keys of both generations of the API. */
export function renderProblem(problem: Problem, operation?: string): Rendered {
  // What a fault answers is spoken of as what it is.
  const status = problem.status ?? statusOf(problem, operation ?? '')
  const body: ErrorBody = {
    msg: problem.message,
    data: null,
    error_code: ERROR_CODE[status] ?? (status < 500 ? 'validation_error' : 'internal_error'),
    failure_reasons: reasonsOf(problem),
  }
  return problem.retryAfter === undefined
    ? { status, body }
    : { status, body, headers: { 'retry-after': String(problem.retryAfter) } }
}

function statusOf({ kind, faults }: Problem, operation: string): number {
  if (kind === 'duplicate' && isAboutKey(faults)) return 409
  const status = OWN_STATUS[operation]?.[kind] ?? STATUS[kind]
  if (status !== 'validation') return status
  // An id of another kind of resource is 422, but for balances, where an invalid id is 400.
  const isAboutPath = faults.some((fault) => fault.in === 'path')
  return BAD_REQUEST.has(operation) && (!isAboutPath || operation === 'getBalances') ? 400 : 422
}

/** An `Idempotency-Key` that was used for something else. */
const isAboutKey = (faults: readonly Fault[]): boolean => faults.some(({ field }) => field === 'idempotency-key')

/** What is not about a field, by kind. What is not found has no reasons. */
const CODE: Partial<Record<ProblemKind, string>> = {
  missing: 'missing_required_information',
  invalid: 'invalid_input',
  malformed: 'invalid_input',
  'too-large': 'payload_too_large',
  duplicate: 'duplicate_data',
  state: 'invalid_state',
  'too-many': 'rate_limit_exceeded',
  unauthorized: 'invalid_credentials',
  forbidden: 'insufficient_permissions',
  unimplemented: 'not_implemented',
  unavailable: 'provider_unavailable',
  storage: 'internal_error',
  internal: 'internal_error',
}

function reasonsOf({ kind, faults, message }: Problem): Reason[] {
  if (faults.length > 0) return faults.map((fault) => reason(codeOf(fault, kind), fault.message, fieldsOf(fault)))
  const code = CODE[kind]
  return code === undefined ? [] : [reason(code, message)]
}

/** A body that is no object is at fault as a whole. */
const fieldsOf = ({ field }: Fault): string[] => (field === '' ? [] : [field])

const CURSORS: ReadonlySet<string> = new Set(['starting_after', 'ending_before'])

function codeOf(fault: Fault, kind: ProblemKind): string {
  if (kind === 'unauthorized') return fault.kind === 'missing' ? 'missing_token' : 'invalid_token'
  if (kind === 'duplicate') return isAboutKey([fault]) ? 'idempotency_mismatch' : 'duplicate_data'
  if (kind === 'state') return 'insufficient_funds'
  if (kind === 'too-large') return 'payload_too_large'
  if (CURSORS.has(fault.field)) return 'invalid_cursor'
  return fault.kind === 'missing' ? 'missing_required_information' : 'invalid_input'
}

const reason = (code: string, message: string, fields: string[] = []): Reason => ({
  code,
  message,
  fields,
  deadline: null,
  provider_code: null,
  requires_manual_review: false,
  support_reference: null,
})
