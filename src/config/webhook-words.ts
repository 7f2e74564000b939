import type { Given } from './choices.ts'
import type { Wish } from './config-file.ts'
import { UsageError } from './usage-error.ts'

/** What may follow the URL, and the words that stand for it. */
const OPTIONS = ['secret', 'events', 'tenant', 'dialect']

/**
 * Webhook endpoints as they are written on the command line and in the environment, with spaces between the words:
 * `conomy=http://127.0.0.1:4011/ secret=s3cret events=a,b oak=http://127.0.0.1:4012/`. An empty secret: unsigned.
 * Throws a UsageError when a word is neither an endpoint nor said of one.
 */
export function webhooksIn({ text, from }: Given): Wish[] {
  const wishes: { value: Record<string, unknown>; from: string }[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const at = word.indexOf('=')
    const name = word.slice(0, Math.max(0, at))
    const value = word.slice(at + 1)
    const before = wishes.at(-1)
    if (before && OPTIONS.includes(name)) before.value[name] = optionOf(name, value)
    else if (at > 0 && /^https?:/i.test(value)) wishes.push({ value: { vendor: name, url: value }, from })
    else throw new UsageError(`${from} must be vendor=URL, and may go on with ${FORMS}, not "${word}"`)
  }
  return wishes
}

const FORMS = 'secret=..., events=..., tenant=... or dialect=...'

function optionOf(name: string, value: string): unknown {
  if (name === 'secret') return value === '' ? null : value
  return name === 'events' ? value.split(',') : value
}
