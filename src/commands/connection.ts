import { tokenOf } from '../config/behaviour.ts'
import { Choices } from '../config/choices.ts'
import { PLACE } from '../config/flags.ts'
import { UsageError } from '../config/usage-error.ts'
import { type Call, CommandError, type Io } from './command.ts'

type Whereabouts = { url: string; namespace: string | undefined; token: string | undefined; signal: AbortSignal }

type Request = { method: string; path: string; body?: string }

/** The control API of one namespace of a running sandbox. */
export class Connection {
  readonly url: string
  readonly #namespace: string | undefined
  readonly #token: string | undefined
  readonly #signal: AbortSignal

  constructor({ url, namespace, token, signal }: Whereabouts) {
    this.url = url
    this.#namespace = namespace
    this.#token = token
    this.#signal = signal
  }

  /**
   * Calls one of its operations, and resolves with what it answers, parsed; undefined when there is no body. Rejects
   * with a CommandError that says why it was refused, or that nobody is there.
   */
  async call<T>(request: Request): Promise<T> {
    const { text, status } = await this.#answer(request)
    return (text === '' ? undefined : this.#parsed(text, status, request)) as T
  }

  /** The same, with the text of the answer. */
  async text(request: Request): Promise<string> {
    return (await this.#answer(request)).text
  }

  async #answer(request: Request): Promise<{ text: string; status: number }> {
    const answer = await this.#send(request)
    const text = await answer.text()
    const { ok, status } = answer
    const type = answer.headers.get('content-type') ?? ''
    if (ok && (type.startsWith('application/json') || text === '')) return { text, status }
    if (!type.startsWith('application/problem+json')) throw this.#stranger(request, status)
    const { detail } = this.#parsed(text, status, request) as { detail?: string }
    throw detail === undefined ? this.#stranger(request, status) : new CommandError(detail)
  }

  #parsed(text: string, status: number, request: Request): unknown {
    try {
      return JSON.parse(text)
    } catch {
      throw this.#stranger(request, status)
    }
  }

  #stranger({ method, path }: Request, status: number): CommandError {
    return new CommandError(`${this.url} is no sandbox: it answered ${method} /_sandbox${path} with ${status}`)
  }

  async #send({ method, path, body }: Request): Promise<Response> {
    const headers = {
      ...(this.#namespace !== undefined && { 'sandbox-namespace': this.#namespace }),
      ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    try {
      return await fetch(`${this.url}/_sandbox${path}`, {
        method,
        headers,
        redirect: 'manual',
        signal: this.#signal,
        ...(body !== undefined && { body }),
      })
    } catch (error) {
      if (this.#signal.aborted) throw new CommandError('it was stopped before the sandbox had answered')
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
      const reason = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : String(cause)
      throw new CommandError(
        `there is no sandbox at ${this.url} (${reason}); start one with fintech-sandbox, or say where it is with --url`,
        { cause: error },
      )
    }
  }
}

/** The sandbox that a command is about. Throws a UsageError when it is not said where it is. */
export function connect({ choices, environment, file, io }: Call, signal = whenStopped(io)): Connection {
  const places = new Choices({ flags: PLACE, values: new Map(), environment, file: file.given })
  const given = choices.text('url')
  const port = given === undefined ? places.integer('port') : 0
  if (given === undefined && port === 0)
    throw new UsageError(`the port of the sandbox is 0, so nobody knows where it is; say so with --url`)
  const url = given ?? `http://127.0.0.1:${port}`
  if (!/^https?:\/\/[^/]/i.test(url) || !URL.canParse(url))
    throw new UsageError(`--url must be a URL such as http://127.0.0.1:${PLACE.port.preset}, not "${url}"`)
  const namespace = choices.text('namespace')
  return new Connection({ url: url.replace(/\/+$/, ''), namespace, token: tokenOf(choices), signal })
}

function whenStopped(io: Io): AbortSignal {
  const ending = new AbortController()
  void io.stopped().then(() => ending.abort())
  return ending.signal
}
