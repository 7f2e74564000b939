import { type Flag, keyOf, TWINS } from '../src/config/flags.ts'
import type { Contract } from '../src/contract/contract.ts'
import type { Document } from '../src/contract/document.ts'
import type { SettingSpec, Vendor } from '../src/vendors/vendor.ts'

type Schema = Record<string, unknown>

/** The JSON Schema of `sandbox.config.json`, as text, from the table of flags, the vendors' settings and the contract. */
export async function configSchema(contract: Contract, vendors: readonly Vendor[]): Promise<string> {
  const document = await contract.document()
  const twins = Object.entries(TWINS).flatMap(([name, flag]) => {
    const key = keyOf(name, flag)
    return key === undefined || flag.many ? [] : [[key, flagSchema(flag)] as const]
  })
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'fintech-sandbox config file, sandbox.config.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where this schema is, for editors.' },
      ...Object.fromEntries(twins),
      settings: settingsSchema(vendors),
      webhooks: {
        type: 'array',
        description: 'Where vendors send their webhooks: there from the start, and after a reset.',
        items: endpointSchema(document, contract, vendors),
      },
      faults: {
        type: 'array',
        description: 'What goes wrong from the start, until a reset.',
        items: faultSchema(document, contract, vendors),
      },
    },
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function flagSchema({ value, highest, preset, help }: Flag): Schema {
  const description = `${help[0]?.toUpperCase()}${help.slice(1)}.`
  if (value === undefined) return { type: 'boolean', default: false, description }
  if (value === 'on|off') return { type: 'boolean', default: preset === 'on', description }
  if (highest !== undefined)
    return { type: 'integer', minimum: 0, maximum: highest, default: Number(preset), description }
  return { type: 'string', minLength: 1, ...(preset !== undefined && { default: preset }), description }
}

const settingsSchema = (vendors: readonly Vendor[]): Schema => ({
  type: 'object',
  description: 'By vendor and name.',
  additionalProperties: false,
  properties: Object.fromEntries(
    vendors.map(({ name, settings }) => [
      name,
      {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(settings).map(([setting, spec]) => [setting, settingSchema(spec)]),
        ),
      },
    ]),
  ),
})

const settingSchema = ({ default: preset, description, values }: SettingSpec): Schema => ({
  type: typeof preset,
  ...(values && { enum: values }),
  default: preset,
  description,
})

function endpointSchema(document: Document, contract: Contract, vendors: readonly Vendor[]): Schema {
  const { properties, ...rest } = componentOf(document, 'SandboxEndpointInput')
  const own = Object.entries(properties).filter(([, property]) => property.readOnly !== true)
  const events = vendors.flatMap(({ name }) => contract.eventsOf(name))
  return closed({
    ...rest,
    properties: {
      ...Object.fromEntries(own),
      vendor: { enum: vendors.map(({ name }) => name) },
      events: { ...properties.events, items: { enum: ['*', ...new Set(events)] } },
      dialect: { ...properties.dialect, enum: [...new Set(vendors.flatMap(({ webhooks }) => webhooks.dialects))] },
    },
  })
}

function faultSchema(document: Document, contract: Contract, vendors: readonly Vendor[]): Schema {
  const { properties, ...rest } = componentOf(document, 'SandboxFaultInput')
  const played = contract.operations.filter(({ surface, isControl }) => surface !== 'sandbox' && !isControl)
  const events = vendors.flatMap(({ name }) => contract.eventsOf(name))
  return closed({
    ...rest,
    properties: {
      ...properties,
      vendor: { ...properties.vendor, enum: vendors.map(({ name }) => name) },
      operation: { ...properties.operation, enum: played.map(({ id }) => id).sort() },
      event: { ...properties.event, enum: [...new Set(events)] },
    },
  })
}

type Component = { properties: Record<string, Schema> } & Schema

function componentOf({ components }: Document, name: string): Component {
  const schema = components.schemas?.[name] as Component | undefined
  if (!schema) throw new Error(`The contract has no schema ${name}`)
  return schema
}

/** A schema that takes no other properties, in the words of the draft that editors know best. */
const closed = (schema: Schema): Schema =>
  JSON.parse(
    JSON.stringify({ ...schema, additionalProperties: false }).replaceAll(
      '"unevaluatedProperties"',
      '"additionalProperties"',
    ),
  ) as Schema
