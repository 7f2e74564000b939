import type { Problem, ProblemKind } from '../../core/problem.ts'

/** Conomy's twelve codes, each with its type and its HTTP status (errors reference, April 2026). */
const CODES = {
  '01': { type: 'serverError', status: 500 },
  '02': { type: 'unknown', status: 500 },
  '11': { type: 'invalidParam', status: 400 },
  '12': { type: 'missingParam', status: 400 },
  '13': { type: 'alreadyExist', status: 409 },
  '14': { type: 'parsingResource', status: 400 },
  '21': { type: 'failedPrecondition', status: 422 },
  '31': { type: 'notFound', status: 404 },
  '32': { type: 'tooManyRequests', status: 429 },
  '41': { type: 'unauthorized', status: 401 },
  '42': { type: 'unimplemented', status: 501 },
  '43': { type: 'forbiddenOperation', status: 403 },
} as const

/** The catalogue has no 413 and no 415: a body that is too large or of the wrong type cannot be parsed. */
const CODE_OF: Record<ProblemKind, keyof typeof CODES> = {
  missing: '12',
  invalid: '11',
  malformed: '14',
  'too-large': '14',
  duplicate: '13',
  state: '21',
  'not-found': '31',
  'too-many': '32',
  unauthorized: '41',
  forbidden: '43',
  unimplemented: '42',
  unavailable: '01',
  storage: '01',
  internal: '02',
}

export type ErrorBody = { status: number; code: string; type: string; detail: string; traceId: string }

/** The five fields of every answer that is not a success. */
export function renderProblem(problem: Problem, traceId: string): { status: number; body: ErrorBody } {
  const code = CODE_OF[problem.kind]
  const { type, status: usual } = CODES[code]
  const status = problem.status ?? usual
  return { status, body: { status, code, type, detail: problem.message, traceId } }
}
