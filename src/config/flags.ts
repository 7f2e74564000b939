/** What can be said of a flag: parsing, its twins, `--help` and the schema of the config file are made of this. */
export type Flag = {
  /** What its value is called; a flag without one is switched on by being there. */
  value?: string
  /** It may be given more than once, and all of it counts. */
  many?: true
  preset?: string
  /** It is a whole number from 0 to this. */
  highest?: number
  help: string
  /** False: only on the command line. Otherwise also in the environment, and, unless `key` is false, in the file. */
  twin?: false
  /** Its name in the config file, if that is not its own in camel case; false when it cannot stand there. */
  key?: string | false
}

export type Flags = Readonly<Record<string, Flag>>

/** How a sandbox behaves, wherever it runs. */
export const BEHAVIOUR = {
  seed: {
    value: 'N',
    preset: '1',
    highest: 2 ** 32 - 1,
    help: 'same seed, same demo data; used when there is no data yet, and on reset',
  },
  auth: { value: 'on|off', preset: 'on', help: 'off: clients need no credentials' },
  strict: { help: 'refuse fields and parameters that a vendor ignores, instead of warning' },
  'check-responses': { help: 'check every answer against the contract' },
  set: {
    value: 'V.NAME=VALUE',
    many: true,
    key: 'settings',
    help: 'a setting of a vendor; more than one: the flag again, in the environment with commas',
  },
  webhook: {
    value: 'VENDOR=URL',
    many: true,
    key: 'webhooks',
    help: 'where a vendor sends webhooks; more than one: the flag again, in the environment with spaces',
  },
} as const satisfies Flags

const TOKEN: Flag = { value: 'TOKEN', help: 'what the control API asks for, as a bearer; without it, nothing' }

/** Where a server is, and where it keeps its data. */
export const PLACE = {
  port: { value: 'PORT', preset: '4010', highest: 65_535, help: 'port to listen on; 0 takes a free one' },
  host: { value: 'HOST', preset: '127.0.0.1', help: 'address to listen on' },
  data: { value: 'DIR', preset: '.sandbox', help: 'folder of the data' },
  memory: { help: 'keep nothing on disk' },
  token: TOKEN,
} as const satisfies Flags

/** Which running sandbox is meant. */
export const CONNECTION = {
  url: { value: 'URL', help: 'where the sandbox is; without it, on this machine, at the port that start would take' },
  namespace: { value: 'NAME', help: 'the namespace that is meant' },
  token: TOKEN,
} as const satisfies Flags

/** What every command takes. */
export const GENERAL = {
  config: {
    value: 'FILE',
    key: false,
    help: 'config file; without it, sandbox.config.json where the command is given, if there is one',
  },
  help: { twin: false, help: 'show this text' },
  version: { twin: false, help: 'show the version' },
} as const satisfies Flags

export const JSON_FLAG = (help: string): Flags => ({ json: { help } })

/** Everything that has a twin: what a config file and the environment may say. */
export const TWINS: Flags = {
  ...PLACE,
  ...BEHAVIOUR,
  json: { help: 'print JSON, for scripts' },
  ...CONNECTION,
  config: GENERAL.config,
}

export const variableOf = (flag: string): string => `FINTECH_SANDBOX_${flag.toUpperCase().replaceAll('-', '_')}`

/** The flag's name in the config file; undefined when it cannot stand there. */
export function keyOf(name: string, { twin, key }: Flag): string | undefined {
  if (twin === false || key === false) return undefined
  return key ?? name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** `--port PORT` */
export const usageOf = (name: string, { value }: Flag): string => `--${name}${value === undefined ? '' : ` ${value}`}`
