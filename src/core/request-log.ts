/** How many requests are kept. */
const KEPT = 1000

/** How much of a body is kept, in bytes. */
const KEPT_BODY = 8192

/** A body as it was on the wire; when only its beginning is kept, `size` says how long it was. */
export type LoggedBody = { mediaType: string; content: string | Uint8Array; size: number | undefined }

/**
 * One request and what became of it. It holds references to what was there anyway: text is made, and secrets are
 * masked, when somebody reads it.
 */
export type Exchange = {
  /** Counted from 1 in each namespace; 0 until it is over. */
  number: number
  /** On the sandbox's clock, in ms. */
  at: number
  method: string
  /** Path and query as the client sent them, without the namespace. */
  target: string
  /** What of the path is a secret, as the token of a session. */
  secrets: readonly string[] | undefined
  headers: Headers | readonly string[]
  vendor: string | undefined
  operation: string | undefined
  request: LoggedBody | undefined
  /** Undefined when no answer was sent. */
  status: number | undefined
  response: LoggedBody | undefined
  /** In ms. */
  duration: number
  warnings: readonly string[]
  /** Whether the answer was what the contract says; undefined when nobody checked. */
  keepsContract: boolean | undefined
  /** The bug that was met on the way. */
  error: Error | undefined
  /** The fault that struck. */
  fault: string | undefined
  /** Ids of what vendors told their clients because of it. */
  messages: readonly string[] | undefined
}

/** The last requests of one namespace, in memory. */
export class RequestLog {
  #ring: Exchange[] = []
  /** Where the oldest is, once the ring is full. */
  #start = 0
  #count = 0
  readonly #heard: (exchange: Exchange) => void

  constructor(heard: (exchange: Exchange) => void) {
    this.#heard = heard
  }

  add(exchange: Exchange): void {
    exchange.number = ++this.#count
    if (this.#ring.length < KEPT) this.#ring.push(exchange)
    else {
      this.#ring[this.#start] = exchange
      this.#start = (this.#start + 1) % KEPT
    }
    this.#heard(exchange)
  }

  /** Oldest first. */
  all(): Exchange[] {
    return [...this.#ring.slice(this.#start), ...this.#ring.slice(0, this.#start)]
  }

  numbered(number: number): Exchange | undefined {
    return this.#ring.find((exchange) => exchange.number === number)
  }

  /** The next request goes on counting, so that no two ever have the same number. */
  clear(): void {
    this.#ring = []
    this.#start = 0
  }
}

/** What is kept of a body: a short one as it is, the beginning of a long one as a copy that does not hold the rest. */
export function toLogged(content: string | ArrayBuffer | Uint8Array, mediaType: string): LoggedBody {
  if (typeof content === 'string') {
    if (content.length <= KEPT_BODY) return { mediaType, content, size: undefined }
    return { mediaType, content: Buffer.from(content.slice(0, KEPT_BODY)), size: Buffer.byteLength(content) }
  }
  const size = content.byteLength > KEPT_BODY ? content.byteLength : undefined
  return { mediaType, content: new Uint8Array(content.slice(0, KEPT_BODY)), size }
}
