import type { Checker } from '../../../src/contract/checker.ts'
import type { Contract, Operation } from '../../../src/contract/contract.ts'

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** Undefined when it is no JSON. */
  json: unknown
}

const PROBLEM = 'application/problem+json'

/** What is wrong with an answer, held against the contract by somebody who is not the server. */
export class Judge {
  readonly #checker: Checker
  readonly #contract: Contract

  constructor(contract: Contract, checker: Checker) {
    this.#contract = contract
    this.#checker = checker
  }

  /** `operation` is the one that answered; undefined when none was found, at a path of `surfaces`. */
  faults(answer: Answer, operation: Operation | undefined, surfaces: readonly string[]): string[] {
    const { status, headers } = answer
    const warning = headers.get('sandbox-warning') ?? ''
    return [
      ...(operation ? this.#ofOperation(answer, operation) : this.#ofNobody(answer, surfaces)),
      ...(status >= 500 && ![501, 503].includes(status) ? [`it answers ${status}`] : []),
      ...(/[^\x20-\x7e]/.test(warning) ? ['the warning has characters that no header has'] : []),
    ]
  }

  #ofOperation({ status, headers, text, json }: Answer, { id, responses }: Operation): string[] {
    if (!responses.has(status)) return [`${id} answers ${status}, which the contract does not know`]
    const promised = responses.get(status)
    if (!promised) return text === '' ? [] : [`${id} answers ${status} with a body`]
    const { mediaType, schema } = promised
    const contentType = headers.get('content-type')?.split(';')[0]
    // A file has the type that it was uploaded with.
    if (mediaType === 'application/octet-stream') return contentType ? [] : [`${id} does not say what the file is`]
    if (contentType !== mediaType) return [`${id} answers ${status} as ${contentType}, not ${mediaType}`]
    if (!mediaType.endsWith('json')) return []
    if (json === undefined) return [`${id} answers ${status} with what is no JSON`]
    return this.#checker.conforms(schema, json).map(({ message }) => `${id} answers ${status}: ${message}`)
  }

  /** Where nothing is, the surface refuses in the words of its own operations. */
  #ofNobody({ status, headers, json }: Answer, surfaces: readonly string[]): string[] {
    if (status < 400) return [`an operation that is not in the contract answers ${status}`]
    const isProblem = headers.get('content-type') === PROBLEM
    const schemas = isProblem ? ['/components/schemas/SandboxProblem'] : this.#refusals(surfaces)
    return schemas.some((schema) => this.#checker.conforms(schema, json).length === 0)
      ? []
      : ['it refuses in no dialect of the surface']
  }

  #refusals(surfaces: readonly string[]): string[] {
    const own = this.#contract.operations.filter(({ surface, isControl }) => surfaces.includes(surface) && !isControl)
    const all = own.flatMap(({ responses }) =>
      [...responses].flatMap(([status, response]) => (status >= 400 && response ? [response.schema] : [])),
    )
    return [...new Set(all)]
  }
}
