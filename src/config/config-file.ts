import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { JsonFault, type Located, locate } from '../core/located-json.ts'
import { suggestion } from '../core/nearest.ts'
import type { Given } from './choices.ts'
import { type Flag, keyOf, TWINS } from './flags.ts'
import { UsageError } from './usage-error.ts'

/** The config file that is read when none is named. */
export const FILE_NAME = 'sandbox.config.json'

/** Something that was asked for, and where; the sandbox says whether it makes sense. */
export type Wish = { value: unknown; from: string }

export type ConfigFile = {
  /** As it was named; undefined when there is none. */
  name: string | undefined
  /** What it says of flags, by their names. */
  given: ReadonlyMap<string, readonly Given[]>
  webhooks: readonly Wish[]
  faults: readonly Wish[]
}

/** What a file says that is not there. */
export const NOTHING: ConfigFile = { name: undefined, given: new Map(), webhooks: [], faults: [] }

/** The keys of the file that are no flags' twins. */
const OTHER_KEYS = ['$schema', 'faults']

const FLAG_OF_KEY: ReadonlyMap<string, string> = new Map(
  Object.entries(TWINS).flatMap(([name, flag]) => {
    const key = keyOf(name, flag)
    return key === undefined ? [] : [[key, name] as const]
  }),
)

/** Every key that the file may have. */
export const KEYS: readonly string[] = [...FLAG_OF_KEY.keys(), ...OTHER_KEYS]

/**
 * Reads the config file: the one that is named, or the one with the usual name in `folder`, if there is one. Throws a
 * UsageError that says where it is wrong.
 */
export async function readConfigFile(named: string | undefined, folder: string): Promise<ConfigFile> {
  const file = named ?? FILE_NAME
  const text = await readIfThere(resolve(folder, file))
  if (text !== undefined) return understand(await parse(text, file), file)
  if (named !== undefined) throw new UsageError(`there is no config file ${named}`)
  return NOTHING
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT') return undefined
    throw new UsageError(`the config file cannot be read: ${error.message}`)
  }
}

async function parse(text: string, file: string): Promise<Located> {
  try {
    return await locate(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch (error) {
    if (error instanceof JsonFault) throw new UsageError(`${file}:${error.line}:${error.column} is not valid JSON`)
    throw error
  }
}

function understand(root: Located, file: string): ConfigFile {
  const given = new Map<string, Given[]>()
  const wishes: Record<string, Wish[]> = { webhooks: [], faults: [] }
  for (const { name: key, line, value } of membersOf(root, `${file}:${root.line}: the file`, file)) {
    const from = `${file}:${line}: ${key}`
    const flag = FLAG_OF_KEY.get(key)
    if (key === 'webhooks' || key === 'faults') wishes[key] = wishesOf(value, from, file)
    else if (key === 'settings') given.set('set', settingsOf(value, from, file))
    else if (flag !== undefined)
      given.set(flag, [{ text: textOf(value.value, TWINS[flag] ?? { help: '' }, from), from }])
    else if (key !== '$schema')
      throw new UsageError(`${file}:${line}: there is no key "${key}"${suggestion(key, KEYS)}`)
  }
  const data = given.get('data')
  if (data)
    given.set(
      'data',
      data.map((each) => ({ ...each, text: beside(file, each.text) })),
    )
  return { name: file, given, webhooks: wishes.webhooks ?? [], faults: wishes.faults ?? [] }
}

/** A path in the file is relative to the file. */
function beside(file: string, path: string): string {
  return isAbsolute(path) || dirname(file) === '.' ? path : join(dirname(file), path)
}

/** The members of an object, each name once. */
function membersOf(located: Located, from: string, file: string): Located['members'] {
  if (typeof located.value !== 'object' || located.value === null || Array.isArray(located.value))
    throw new UsageError(`${from} must be an object`)
  const seen = new Set<string>()
  for (const { name, line } of located.members) {
    if (seen.has(name)) throw new UsageError(`${file}:${line}: "${name}" is there twice`)
    seen.add(name)
  }
  return located.members
}

function wishesOf(list: Located, from: string, file: string): Wish[] {
  if (!Array.isArray(list.value)) throw new UsageError(`${from} must be a list`)
  return list.elements.map((element, index) => ({
    value: element.value,
    from: `${file}:${element.line}: ${from.slice(from.lastIndexOf(' ') + 1)}[${index}]`,
  }))
}

/** `{"conomy": {"clampCount": true}}` as `conomy.clampCount=true`. */
function settingsOf(settings: Located, from: string, file: string): Given[] {
  return membersOf(settings, from, file).flatMap(({ name: vendor, line, value: own }) =>
    membersOf(own, `${file}:${line}: ${vendor}`, file).map(({ name, line: at, value }) => {
      const path = `${vendor}.${name}`
      const text = typeof value.value === 'string' ? value.value : JSON.stringify(value.value)
      if (typeof value.value === 'object')
        throw new UsageError(`${file}:${at}: ${path} must be a text, a number or true or false`)
      return { text: `${path}=${text}`, from: `${file}:${at}` }
    }),
  )
}

/** A value of the file as it would stand on the command line. */
function textOf(value: unknown, flag: Flag, from: string): string {
  const isSwitch = flag.value === undefined || flag.value === 'on|off'
  if (isSwitch) {
    if (typeof value !== 'boolean') throw new UsageError(`${from} must be true or false`)
    return value ? 'on' : 'off'
  }
  if (flag.highest !== undefined) {
    // Looked at here, because what a stronger place says otherwise hides a mistake until the day that it is gone.
    const isInRange = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= flag.highest
    if (!isInRange)
      throw new UsageError(`${from} must be a whole number from 0 to ${flag.highest}, not ${JSON.stringify(value)}`)
    return String(value)
  }
  if (typeof value !== 'string' || value === '') throw new UsageError(`${from} must be text, and not empty`)
  return value
}
