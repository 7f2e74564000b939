import { type Document, pointedAt, type SchemaObject } from '../../../src/contract/document.ts'

/** What a generator reads of a schema, beyond what the sandbox itself does. */
export type Schema = Omit<SchemaObject, 'properties' | 'items' | 'allOf'> & {
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  example?: unknown
  examples?: unknown[]
}

/** Every way of being what a schema says, each without `$ref`, `allOf`, `anyOf` and `oneOf` at its top. */
export function alternatives(schema: Schema, document: Document): Schema[] {
  if (schema.$ref !== undefined) {
    const { $ref, ...rest } = schema
    return alternatives(merged(pointedAt(document, $ref) as Schema, rest), document)
  }
  const { allOf, anyOf, oneOf, ...own } = schema
  const choices = [...(allOf ?? []).map((part) => [part]), ...(anyOf ? [anyOf] : []), ...(oneOf ? [oneOf] : [])]
  return choices.reduce<Schema[]>(
    (found, parts) =>
      found.flatMap((before) =>
        parts.flatMap((part) => alternatives(part, document).map((alternative) => merged(before, alternative))),
      ),
    [own],
  )
}

/** Both at once, where they say different things: properties of either, the narrower of two kinds. */
function merged(one: Schema, other: Schema): Schema {
  const properties = { ...one.properties }
  for (const [name, schema] of Object.entries(other.properties ?? {})) {
    const before = properties[name]
    properties[name] = before ? { allOf: [before, schema] } : schema
  }
  const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])]
  const types = [one.type, other.type].filter((type) => type !== undefined)
  const type = types.length === 2 ? shared(types) : types[0]
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
    ...(type !== undefined && { type }),
  }
}

function shared(types: (string | string[])[]): string[] {
  const [one = [], other = []] = types.map((type) => [type].flat())
  const both = one.filter((type) => other.includes(type))
  return both.length > 0 ? both : one
}
