import { type ClientRequest, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Machine } from '../core/machine.ts'

/** How much of an answer is kept, in characters. */
const KEPT_RESPONSE = 2048

export type Posting = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  timeout: number
  signal: AbortSignal
}

/** `status` is null when no answer came; then `error` says why. */
export type Outcome = { status: number | null; response: string | null; error: string | null; durationMs: number }

/**
 * Sends one POST, as it is: no redirects followed, one connection each. Never rejects; what goes wrong is an outcome.
 * `timeout` is in ms of the machine's time, from the first byte to the end of the answer.
 */
export async function post(posting: Posting, machine: Machine): Promise<Outcome> {
  const started = machine.elapsed()
  const outcome = await attempt(posting, machine)
  return { ...outcome, durationMs: Math.round(machine.elapsed() - started) }
}

/** What cannot be sent at all, a URL of another kind or a header with a line break, is an error. */
function begin({ url, headers, body, signal }: Omit<Posting, 'timeout'>): ClientRequest | Error {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  try {
    return send(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { 'user-agent': 'fintech-sandbox', ...headers, 'content-length': Buffer.byteLength(body) },
    })
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

function attempt(
  { url, headers, body, timeout, signal }: Posting,
  machine: Machine,
): Promise<Omit<Outcome, 'durationMs'>> {
  return new Promise((resolve) => {
    const request = begin({ url, headers, body, signal })
    if (request instanceof Error) return resolve({ status: null, response: null, error: request.message })
    const timer = machine.after(timeout, () => {
      end({ status: null, response: null, error: `no answer within ${timeout / 1000} s` })
      request.destroy()
    })
    const end = (outcome: Omit<Outcome, 'durationMs'>): void => {
      timer.cancel()
      resolve(outcome)
    }
    request.once('error', (error) => end({ status: null, response: null, error: error.message || String(error) }))
    // An endpoint that switches protocols, and whatever else ends a connection without an answer.
    request.once('upgrade', (_answer, socket) => socket.destroy())
    request.once('close', () =>
      end({ status: null, response: null, error: 'the connection was closed without an answer' }),
    )
    request.once('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, KEPT_RESPONSE)
      })
      answer.once('error', (error) => end({ status: null, response: null, error: error.message }))
      answer.once('end', () => end({ status: answer.statusCode ?? 0, response: text, error: null }))
    })
    request.end(body)
  })
}
