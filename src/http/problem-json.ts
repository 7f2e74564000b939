import type { Problem, ProblemKind } from '../core/problem.ts'
import type { Rendered } from '../vendors/vendor.ts'

const STATUS: Record<ProblemKind, { status: number; title: string }> = {
  missing: { status: 400, title: 'A value is missing' },
  invalid: { status: 400, title: 'A value is wrong' },
  malformed: { status: 400, title: 'The body cannot be read' },
  'too-large': { status: 413, title: 'The body is too large' },
  duplicate: { status: 409, title: 'It exists already' },
  state: { status: 409, title: 'The present state does not allow it' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'too-many': { status: 429, title: 'Too many requests' },
  unauthorized: { status: 401, title: 'Nobody known is asking' },
  forbidden: { status: 403, title: 'Not allowed' },
  unimplemented: { status: 501, title: 'Not offered here' },
  unavailable: { status: 503, title: 'Not at this time' },
  storage: { status: 500, title: 'The change could not be stored' },
  internal: { status: 500, title: 'A bug in the sandbox' },
}

export const PROBLEM_TYPE = 'application/problem+json'

/** A refusal in the dialect of the control API, RFC 9457. `vendorError` is what the vendor would have said. */
export function renderProblemJson(problem: Problem, vendorError?: Rendered): Rendered {
  const { status, title } = STATUS[problem.kind]
  return {
    status,
    body: {
      type: `urn:fintech-sandbox:problem:${problem.kind}`,
      title,
      status,
      detail: problem.message,
      ...(problem.faults.length > 0 && {
        errors: problem.faults.map(({ in: place, field, message }) => ({ in: place, field, message })),
      }),
      ...(problem.allowed && { allowed: problem.allowed }),
      ...(vendorError && { vendorError }),
    },
    ...(status === 401 && { headers: { 'www-authenticate': 'Bearer realm="control"' } }),
  }
}
