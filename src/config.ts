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

type Name = keyof typeof FLAGS

export const variableOf = (flag: string): string => `FINTECH_SANDBOX_${flag.toUpperCase().replaceAll('-', '_')}`

/** Flags win over the environment, the environment over defaults. Throws a UsageError. */
export function readConfig(argv: readonly string[], environment: Environment): Config {
  const { values, positionals } = parse(argv)
  const text = (name: Name): string => values.get(name)?.at(-1) ?? environment[variableOf(name)] ?? presetOf(name)
  const isOn = (name: Name): boolean =>
    values.has(name) || toBoolean(environment[variableOf(name)] ?? 'off', variableOf(name))
  const [command = 'start', ...rest] = positionals
  if (command !== 'start' || rest.length > 0)
    throw new UsageError(`there is no command "${positionals.join(' ')}"${suggestion(command, ['start'])}`)
  return Object.freeze({
    command: values.has('help') ? 'help' : values.has('version') ? 'version' : 'start',
    host: text('host'),
    port: toInteger(text('port'), 'port', 65_535),
    data: isOn('memory') ? undefined : text('data'),
    seed: toInteger(text('seed'), 'seed', 2 ** 32 - 1),
    auth: toBoolean(text('auth'), '--auth'),
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
    if (flag.value && token.value === undefined)
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

function toInteger(text: string, name: string, highest: number): number {
  if (/^\d+$/.test(text) && Number(text) <= highest) return Number(text)
  throw new UsageError(`--${name} must be a whole number from 0 to ${highest}, not "${text}"`)
}

function toBoolean(text: string, name: string): boolean {
  if (['on', 'true', '1', 'yes'].includes(text.toLowerCase())) return true
  if (['off', 'false', '0', 'no', ''].includes(text.toLowerCase())) return false
  throw new UsageError(`${name} must be on or off, not "${text}"`)
}
