/**
 * Why a request is refused. A closed list: every surface has an answer to each, so the compiler finds the one that
 * is missing.
 */
export type ProblemKind =
  | 'missing' //       a required value is absent
  | 'invalid' //       a value is there, and wrong
  | 'malformed' //     the body cannot be read: not JSON, not UTF-8, wrong media type
  | 'too-large' //     the body is over the limit
  | 'duplicate' //     a unique key is taken
  | 'state' //         well-formed, and the row is not in a state that allows it
  | 'not-found' //     no such row or route, or another tenant's
  | 'too-many' //      rate limit
  | 'unauthorized' //  nobody known is asking
  | 'forbidden' //     somebody known, who may not
  | 'unimplemented' // documented by the vendor, left out here
  | 'unavailable' //   not at this time; later perhaps
  | 'storage' //       the change could not be written, and is undone
  | 'internal' //      a bug in the sandbox

/** One field at fault. */
export type Fault = {
  kind: 'missing' | 'invalid' | 'unknown'
  in: 'path' | 'query' | 'header' | 'body'
  /** Dotted, `address.zipcode`; empty for the body as a whole. */
  field: string
  message: string
}

export type ProblemDetails = {
  faults?: readonly Fault[]
  /** The moves that the row's state does allow. */
  allowed?: readonly string[]
  /** The methods that a path has, where the one that was used is none of them. */
  methods?: readonly string[]
  /** After how long it is worth asking again, in seconds. */
  retryAfter?: number
  /** The vendor's own code, where it has several for one kind. */
  code?: string
  /** The status that goes on the wire, whatever the dialect has for this kind. */
  status?: number
}

/** The only thing that is thrown at a client. What it looks like on the wire is each surface's own business. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly kind: ProblemKind
  readonly faults: readonly Fault[]
  readonly allowed: readonly string[] | undefined
  readonly methods: readonly string[] | undefined
  readonly retryAfter: number | undefined
  readonly code: string | undefined
  readonly status: number | undefined

  constructor(kind: ProblemKind, message: string, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
    this.faults = details.faults ?? []
    this.allowed = details.allowed
    this.methods = details.methods
    this.retryAfter = details.retryAfter
    this.code = details.code
    this.status = details.status
  }
}

/**
 * A refusal because of all these fields. The first that is missing speaks for it, or else the first that is wrong;
 * undefined when there is neither.
 */
export function problemOf(faults: readonly Fault[]): Problem | undefined {
  const first = faults.find(({ kind }) => kind === 'missing') ?? faults.find(({ kind }) => kind === 'invalid')
  return first && new Problem(first.kind === 'missing' ? 'missing' : 'invalid', first.message, { faults })
}

/** A refusal because of one field: `missing` or `invalid`, with the field named for whoever shows it to a person. */
export function fieldProblem(
  kind: 'missing' | 'invalid',
  field: string,
  message: string,
  place: Fault['in'] = 'body',
): Problem {
  return new Problem(kind, message, { faults: [{ kind, in: place, field, message }] })
}
