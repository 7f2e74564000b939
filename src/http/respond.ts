import { FileReply, JsonText, type Reply, StreamReply } from '../contract/reply.ts'
import { toLogged } from '../core/request-log.ts'
import { type Steps, waited } from '../core/steps.ts'
import type { Passage, Route } from './passage.ts'
import type { Services } from './services.ts'
import { toHeaderValue } from './warnings.ts'

/** Sends a reply in the operation's media type, and lets the log know. Throws when it is to be checked and is wrong. */
export function* respond(
  { route, exchange, services }: Passage,
  { status, body, headers: own }: Reply,
  warnings: readonly string[],
  { isChecked = services.checkResponses } = {},
): Steps<Response> {
  exchange.warnings = warnings
  exchange.response = undefined
  if (isChecked) {
    const before = exchange.keepsContract
    exchange.keepsContract = false
    yield* waited(checkAnswer(route, status, body, services))
    // An answer that was wrong stays so, however well it is replaced.
    exchange.keepsContract = before ?? true
  }
  const headers: [string, string][] = Object.entries(own)
  for (const warning of warnings) headers.push(['sandbox-warning', toHeaderValue(warning)])
  if (status === 204 || body === undefined) return new Response(null, { status, headers })
  if (body instanceof StreamReply) {
    headers.push(['content-type', 'text/event-stream'], ['cache-control', 'no-store'])
    // It ends when the sandbox closes, which would wait for a connection that its client keeps for the next request.
    headers.push(['connection', 'close'])
    return new Response(body.stream, { status, headers })
  }
  if (body instanceof FileReply) {
    exchange.response = toLogged(body.bytes, body.mediaType)
    // What a client uploaded is nothing that a browser should show as a page of ours.
    headers.push(['content-type', body.mediaType], ['x-content-type-options', 'nosniff'])
    headers.push(['content-disposition', 'attachment'])
    return new Response(body.bytes, { status, headers })
  }
  const contentType = status < 400 ? 'application/json' : route.problemType
  const text = toText(body)
  exchange.response = toLogged(text, contentType)
  // The usual answer has one header, and a plain object is the quickest way to say so.
  if (headers.length === 0) return new Response(text, { status, headers: { 'content-type': contentType } })
  headers.push(['content-type', contentType])
  return new Response(text, { status, headers })
}

const toText = (body: unknown): string => (body instanceof JsonText ? body.text : JSON.stringify(body))

/** The value as the client will parse it: without what JSON leaves out. */
const toWire = (body: unknown): unknown => JSON.parse(toText(body))

/** Throws when the sandbox is about to send what its own contract does not say. */
async function checkAnswer({ operation }: Route, status: number, body: unknown, { contract }: Services): Promise<void> {
  const promised = operation.responses.get(status)
  if (!operation.responses.has(status))
    throw new Error(`${operation.id} answers ${status}, which is not in the contract`)
  if (!promised || body instanceof FileReply || body instanceof StreamReply) return
  const issues = (await contract.checker()).conforms(promised.schema, toWire(body))
  if (issues.length > 0) {
    throw new Error(
      `${operation.id} answers ${status} against the contract: ${issues.map(({ message }) => message).join('; ')}`,
    )
  }
}
