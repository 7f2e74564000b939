import { type Flags, keyOf, variableOf } from './flags.ts'
import { UsageError } from './usage-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A value, and the flag, the variable or the place in the file that it comes from. */
export type Given = { text: string; from: string }

/** Where a value may come from, the strongest first. */
export type Source = 'flag' | 'environment' | 'file'

type Sources = {
  flags: Flags
  values: ReadonlyMap<string, readonly string[]>
  environment: Environment
  /** By flag. */
  file: ReadonlyMap<string, readonly Given[]>
}

/**
 * What was chosen for each flag of a command: the command line wins over the environment, the environment over the
 * config file, the file over what is preset. Every method throws a UsageError when a value does not fit.
 */
export class Choices {
  readonly #sources: Sources

  constructor(sources: Sources) {
    this.#sources = sources
  }

  text(name: string): string | undefined {
    return this.#given(name)?.text
  }

  /** As `text`, for a flag that has a preset. */
  preset(name: string): string {
    return this.#required(name).text
  }

  integer(name: string): number {
    return toInteger(this.#required(name), this.#sources.flags[name]?.highest ?? Number.MAX_SAFE_INTEGER)
  }

  isOn(name: string): boolean {
    if (this.#sources.values.has(name) && this.#sources.flags[name]?.value === undefined) return true
    const given = this.#given(name)
    return given !== undefined && toBoolean(given)
  }

  /** Everything that was given, the weakest first. `split` says what of a variable is one value. */
  list(name: string, split: (text: string) => string[]): Given[] {
    const inFile = this.#from('file', name)
    const variable = this.#from('environment', name).flatMap(({ text, from }) =>
      split(text).map((part) => ({ text: part, from })),
    )
    return [...inFile, ...variable, ...this.#from('flag', name)]
  }

  /** Whether it is said there, in whatever way. */
  isGiven(name: string, source: Source): boolean {
    return this.#from(source, name).length > 0
  }

  /** Whether it is switched on there; undefined when nothing is said of it there. */
  isOnIn(source: Source, name: string): boolean | undefined {
    const [given] = this.#from(source, name)
    return given && (source === 'flag' || toBoolean(given))
  }

  textIn(source: Source, name: string): string | undefined {
    return this.#from(source, name).at(-1)?.text
  }

  #given(name: string): Given | undefined {
    const found = SOURCES.flatMap((source) => this.#from(source, name).slice(-1))[0]
    const preset = this.#flag(name).preset
    return found ?? (preset === undefined ? undefined : { text: preset, from: `--${name}` })
  }

  #required(name: string): Given {
    const given = this.#given(name)
    if (!given) throw new UsageError(`--${name} is needed`)
    return given
  }

  #from(source: Source, name: string): readonly Given[] {
    const flag = this.#flag(name)
    const { values, environment, file } = this.#sources
    if (source === 'flag') return values.get(name)?.map((text) => ({ text, from: `--${name}` })) ?? []
    if (source === 'file') return keyOf(name, flag) === undefined ? [] : (file.get(name) ?? [])
    const text = flag.twin === false ? undefined : environment[variableOf(name)]
    // A variable that is set to nothing is one that is not set.
    return text && !isAddressOfService(text) ? [{ text, from: variableOf(name) }] : []
  }

  #flag(name: string) {
    const flag = this.#sources.flags[name]
    if (!flag) throw new Error(`This command has no flag ${name}`)
    return flag
  }
}

/** Next to a service that is called `fintech-sandbox`, Kubernetes says with FINTECH_SANDBOX_PORT where it is. */
const isAddressOfService = (text: string): boolean => /^(tcp|udp):\/\//.test(text)

const SOURCES = ['flag', 'environment', 'file'] as const

function toInteger({ text, from }: Given, highest: number): number {
  if (/^\d+$/.test(text) && Number(text) <= highest) return Number(text)
  throw new UsageError(`${from} must be a whole number from 0 to ${highest}, not "${text}"`)
}

function toBoolean({ text, from }: Given): boolean {
  if (['on', 'true', '1', 'yes'].includes(text.toLowerCase())) return true
  if (['off', 'false', '0', 'no', ''].includes(text.toLowerCase())) return false
  throw new UsageError(`${from} must be on or off, not "${text}"`)
}
