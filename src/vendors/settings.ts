import { suggestion } from '../core/nearest.ts'
import type { SettingSpec, Vendor, VendorSettings } from './vendor.ts'

export type Settings = Readonly<Record<string, VendorSettings>>

/** A setting that does not exist, or a value that does not fit it. Its message is fit to be shown as it is. */
export class SettingError extends Error {
  override readonly name = 'SettingError'
}

/** `conomy.clampCount=true` and its like, as settings by vendor. Throws a SettingError. */
export function parseSettings(texts: readonly string[], vendors: readonly Vendor[]): Settings {
  const settings: Record<string, Record<string, boolean | number | string>> = {}
  for (const text of texts) {
    const [, vendor, name, value] = /^([^.=]+)\.([^=]+)=(.*)$/.exec(text) ?? []
    if (vendor === undefined || name === undefined || value === undefined) {
      throw new SettingError(`a setting has the form vendor.name=value, not "${text}"`)
    }
    const spec = specOf(`${vendor}.${name}`, vendors)
    settings[vendor] = { ...settings[vendor], [name]: convert(value, spec, `${vendor}.${name}`) }
  }
  return settings
}

/** Every vendor's settings: those given, and the defaults of the rest. Throws a SettingError. */
export function withDefaults(given: Settings, vendors: readonly Vendor[]): Settings {
  for (const [vendor, settings] of Object.entries(given)) {
    for (const [name, value] of Object.entries(settings)) {
      const spec = specOf(`${vendor}.${name}`, vendors)
      requireFit(value, spec, `${vendor}.${name}`)
    }
  }
  return Object.fromEntries(
    vendors.map(({ name, settings }) => {
      const defaults = Object.entries(settings).map(([setting, { default: preset }]) => [setting, preset] as const)
      return [name, { ...Object.fromEntries(defaults), ...given[name] }]
    }),
  )
}

function requireFit(value: boolean | number | string, spec: SettingSpec, path: string): void {
  if (typeof value !== typeof spec.default) throw new SettingError(`${path} must be a ${typeof spec.default}`)
  if (spec.values && !spec.values.includes(value))
    throw new SettingError(`${path} must be one of ${spec.values.join(', ')}`)
  try {
    spec.check?.(value)
  } catch (error) {
    throw new SettingError(`${path} is wrong: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

function specOf(path: string, vendors: readonly Vendor[]): SettingSpec {
  const specs = new Map<string, SettingSpec>(
    vendors.flatMap(({ name, settings }) =>
      Object.entries(settings).map(([setting, spec]) => [`${name}.${setting}`, spec] as const),
    ),
  )
  const spec = specs.get(path)
  if (!spec) throw new SettingError(`there is no setting "${path}"${suggestion(path, [...specs.keys()])}`)
  return spec
}

function convert(text: string, { default: preset }: SettingSpec, path: string): boolean | number | string {
  if (typeof preset === 'string') return text
  if (typeof preset === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (typeof preset === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  throw new SettingError(`${path} must be ${typeof preset === 'boolean' ? 'true or false' : 'a number'}, not "${text}"`)
}
