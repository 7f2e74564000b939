import { request as httpRequest } from 'node:http'
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

/** Takes one webhook to its endpoint, and never rejects. */
export type Post = (posting: Posting, machine: Machine) => Promise<Outcome>

/**
 * Sends one POST, as it is: no redirects followed, one connection each. Never rejects; what goes wrong is an outcome.
 * `timeout` is in ms of the machine's time, from the first byte to the end of the answer.
 */
export async function post(posting: Posting, machine: Machine): Promise<Outcome> {
  const started = machine.elapsed()
  // A URL that is none, or a header that nobody could send.
  const outcome = await attempt(posting, machine).catch(unsent)
  return { ...outcome, durationMs: Math.round(machine.elapsed() - started) }
}

const unsent = (error: unknown) => ({
  status: null,
  response: null,
  error: error instanceof Error ? error.message : String(error),
})

function attempt(
  { url, headers, body, timeout, signal }: Posting,
  machine: Machine,
): Promise<Omit<Outcome, 'durationMs'>> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest
    const request = send(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { 'user-agent': 'fintech-sandbox', ...headers, 'content-length': Buffer.byteLength(body) },
    })
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
    let broken = 'the connection was closed without an answer'
    request.once('close', () => end({ status: null, response: null, error: broken }))
    request.once('response', (answer) => {
      broken = `the answer broke off after its status, ${answer.statusCode}`
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, KEPT_RESPONSE)
      })
      answer.once('error', () => end({ status: null, response: null, error: broken }))
      answer.once('end', () => end({ status: answer.statusCode ?? 0, response: text, error: null }))
    })
    request.end(body)
  })
}
