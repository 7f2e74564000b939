import { type Concrete, ORIGIN } from './concrete.ts'
import type { Finding } from './finding.ts'

/** How much of an answer is shown. */
const SHOWN = 600

/** What was found, how to find it again, and the requests that lead there: for reading, and for sending them again. */
export function reportOf(finding: Finding, seed: number): string {
  const { steps, message, cause } = finding
  const last = steps.at(-1)?.answer
  const stack = cause instanceof Error ? (cause.stack ?? '').split('\n').slice(0, 6) : []
  return [
    message,
    ...stack,
    `  found with FUZZ_SEED=${seed}; these requests to a fresh sandbox lead there:`,
    ...steps.map(({ sent }) => `  ${toCurl(sent)}`),
    `  => ${last ? `${last.status} ${last.text.slice(0, SHOWN)}` : 'no answer'}`,
    '  to send them again in process, put this into a file and name it in FUZZ_REPLAY:',
    `  ${JSON.stringify(steps.map(({ sent }) => ({ ...sent, body: sent.body?.toString('base64') })))}`,
  ].join('\n')
}

/** One line that a shell understands. */
export function toCurl({ method, target, headers, body }: Concrete): string {
  const named = headers
    .filter(([name]) => name !== 'content-length')
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const data = body === undefined ? [] : [`--data-binary ${quoted(body.toString('utf8'))}`]
  return ['curl -sS', `-X ${method}`, quoted(ORIGIN + target), ...named, ...data].join(' ')
}

const quoted = (text: string): string =>
  /[\p{Cc}\\]/u.test(text)
    ? `$'${text.replaceAll(/[\p{Cc}\\']/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
    : `'${text.replaceAll("'", `'\\''`)}'`

/** Requests as a report has printed them. */
export function fromReport(text: string): Concrete[] {
  const list = JSON.parse(text) as (Omit<Concrete, 'body'> & { body?: string })[]
  return list.map(({ body, ...sent }) => ({
    ...sent,
    body: body === undefined ? undefined : Buffer.from(body, 'base64'),
  }))
}
