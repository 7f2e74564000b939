import { parseArgs } from 'node:util'
import { suggestion } from './core/nearest.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Everything that can be said on the command line or in the environment, settled. */
export type Config = Readonly<{
  command: 'start' | 'help' | 'version'
  host: string
  port: number
  /** Undefined: nothing is kept. */
  data: string | undefined
  seed: number
  auth: boolean
  strict: boolean
  checkResponses: boolean
  /** `vendor.name=value` */
  set: readonly string[]
  json: boolean
}>

/** The command line or the environment does not make sense. The message is fit to be shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Flag = { value?: string; many?: true; preset?: string; help: string }

/** Every flag, once: parsing, environment twins and `--help` are made of this. */
export const FLAGS = {
  port: { value: 'PORT', preset: '4010', help: 'port to listen on; 0 takes a free one' },
  host: { value: 'HOST', preset: '127.0.0.1', help: 'address to listen on' },
  data: { value: 'DIR', preset: '.sandbox', help: 'folder of the data' },
  memory: { help: 'keep nothing on disk' },
  seed: { value: 'N', preset: '1', help: 'same seed, same demo data; used when there is no data yet, and on reset' },
  auth: { value: 'on|off', preset: 'on', help: 'off: clients need no credentials' },
  strict: { help: 'refuse unknown fields and parameters instead of warning' },
  'check-responses': { help: 'check every answer against the contract' },
  set: { value: 'V.NAME=VALUE', many: true, help: 'a setting of a vendor; may be given more than once' },
  json: { help: 'print one JSON object when the server listens' },
  help: { help: 'show this text' },
  version: { help: 'show the version' },
} as const satisfies Record<string, Flag>

/** A value, and the flag or variable it comes from. */
type Given = { text: string; from: string }

type Name = keyof typeof FLAGS

export const variableOf = (flag: string): string => `FINTECH_SANDBOX_${flag.toUpperCase().replaceAll('-', '_')}`

/** Flags win over the environment, the environment over defaults. Throws a UsageError. */
export function readConfig(argv: readonly string[], environment: Environment): Config {
  const { values, positionals } = parse(argv)
  const given = (name: Name): Given => {
    const flag = values.get(name)?.at(-1)
    // A variable that is set to nothing is one that is not set.
    return flag === undefined
      ? { text: environment[variableOf(name)] || presetOf(name), from: variableOf(name) }
      : { text: flag, from: `--${name}` }
  }
  const isOn = (name: Name): boolean => values.has(name) || toBoolean(given(name))
  const [command = 'start', ...rest] = positionals
  if (command !== 'start' || rest.length > 0)
    throw new UsageError(`there is no command "${positionals.join(' ')}"${suggestion(command, ['start'])}`)
  if (values.has('help')) return Object.freeze({ ...readConfig([], {}), command: 'help' })
  if (values.has('version')) return Object.freeze({ ...readConfig([], {}), command: 'version' })
  return Object.freeze({
    command: 'start',
    host: given('host').text,
    port: toInteger(given('port'), 65_535),
    data: values.has('memory') || (isOn('memory') && !values.has('data')) ? undefined : given('data').text,
    seed: toInteger(given('seed'), 2 ** 32 - 1),
    auth: toBoolean(given('auth')),
    strict: isOn('strict'),
    checkResponses: isOn('check-responses'),
    set: [...(environment[variableOf('set')]?.split(',').filter(Boolean) ?? []), ...(values.get('set') ?? [])],
    json: isOn('json'),
  })
}

function parse(argv: readonly string[]): { values: Map<string, string[]>; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { value }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  )
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  })
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const flag = isName(token.name) ? (FLAGS[token.name] as Flag) : undefined
    if (!flag)
      throw new UsageError(
        `there is no flag ${token.rawName}${suggestion(
          token.rawName,
          Object.keys(FLAGS).map((name) => `--${name}`),
        )}`,
      )
    const isFlag = !token.inlineValue && token.value?.startsWith('--')
    if (flag.value && (!token.value || isFlag))
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}`)
    if (!flag.value && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`)
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  return { values, positionals }
}

const isName = (name: string): name is Name => Object.hasOwn(FLAGS, name)

function presetOf(name: Name): string {
  const flag: Flag = FLAGS[name]
  return flag.preset ?? ''
}

function toInteger({ text, from }: Given, highest: number): number {
  if (/^\d+$/.test(text) && Number(text) <= highest) return Number(text)
  throw new UsageError(`${from} must be a whole number from 0 to ${highest}, not "${text}"`)
}

function toBoolean({ text, from }: Given): boolean {
  if (['on', 'true', '1', 'yes'].includes(text.toLowerCase())) return true
  if (['off', 'false', '0', 'no', ''].includes(text.toLowerCase())) return false
  throw new UsageError(`${from} must be on or off, not "${text}"`)
}
