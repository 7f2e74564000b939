import fc from 'fast-check'
import type { Document } from '../../../src/contract/document.ts'
import { isReference, namesInPath, namesOf } from './pool.ts'
import { alternatives, type Schema } from './schema.ts'
import { Borrowed, type Template, type TemplateFields } from './template.ts'
import { formatted, matching, text } from './texts.ts'

/** Where a value stands: its own name, and that of what it is in. */
export type Place = { name: string; within: string; depth: number; isInPath?: boolean }

/** Below this depth only what is required is made. */
const DEEP = 5

/** Values that the contract takes at a place. Strings and numbers are often ones that the sandbox said before. */
export function valid(schema: Schema, place: Place, document: Document): fc.Arbitrary<Template> {
  const made = alternatives(schema, document).map((alternative) => ofOne(alternative, place, document))
  const [first] = made
  return first && made.length === 1 ? first : fc.oneof(...made)
}

function ofOne(schema: Schema, place: Place, document: Document): fc.Arbitrary<Template> {
  if (schema.const !== undefined) return fc.constant(schema.const as Template)
  if (schema.enum) return fc.constantFrom(...(schema.enum as Template[]))
  const samples = [schema.example, ...(schema.examples ?? [])].filter((sample) => sample !== undefined) as Template[]
  if (samples.length > 0) return fc.oneof(fc.constantFrom(...samples), ofKinds(schema, place, document))
  return ofKinds(schema, place, document)
}

function ofKinds(schema: Schema, place: Place, document: Document): fc.Arbitrary<Template> {
  const kinds = schema.type === undefined ? guessed(schema) : [schema.type].flat()
  const choices = kinds.map((kind) => ({
    weight: kind === 'null' ? 1 : 6,
    arbitrary: ofKind(kind, schema, place, document),
  }))
  const [only] = choices
  return only && choices.length === 1 ? only.arbitrary : fc.oneof(...choices)
}

const guessed = ({ properties, items }: Schema): string[] =>
  properties ? ['object'] : items ? ['array'] : ['string', 'number', 'boolean', 'object', 'null']

function ofKind(kind: string, schema: Schema, place: Place, document: Document): fc.Arbitrary<Template> {
  switch (kind) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return orBorrowed(number(schema, kind === 'integer'), place)
    case 'array':
      return list(schema, place, document)
    case 'object':
      return fields(schema, place, document)
    default:
      return orBorrowed(string(schema), place)
  }
}

/** What was said before under this name, or something of its own. Names of things are hardly ever made up. */
function orBorrowed(own: fc.Arbitrary<Template>, { name, within, isInPath }: Place): fc.Arbitrary<Template> {
  const names = isInPath ? namesInPath(name, within) : namesOf(name, within)
  const [before, anew] = isReference(name) ? [12, 1] : [1, 1]
  const borrowed = fc.tuple(fc.nat(999), own).map(([pick, otherwise]) => new Borrowed(names, pick, otherwise))
  return fc.oneof({ weight: before, arbitrary: borrowed }, { weight: anew, arbitrary: own })
}

function string({
  format,
  pattern,
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
}: Schema): fc.Arbitrary<string> {
  const length = { min: minLength, max: maxLength }
  if (pattern !== undefined) return matching(pattern, length)
  return (format === undefined ? undefined : formatted(format)) ?? text(length)
}

function number(schema: Schema, isInteger: boolean): fc.Arbitrary<number> {
  const step = isInteger ? 1 : 0.01
  const low = schema.exclusiveMinimum === undefined ? schema.minimum : schema.exclusiveMinimum + step
  const high = schema.exclusiveMaximum === undefined ? schema.maximum : schema.exclusiveMaximum - step
  const min = low ?? Math.min(0, high ?? 0)
  const max = high ?? Math.max(min, 0) + 1_000_000
  const whole = fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, min + 2 ** 31)) })
  const small = fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, Math.ceil(min) + 3)) })
  const edges = fc.constantFrom(min, max, Math.ceil(Math.min(max, Math.max(min, 1))))
  const part = fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
  return isInteger ? fc.oneof({ weight: 2, arbitrary: small }, whole, edges) : fc.oneof(small, whole, edges, part)
}

function list(
  { items = {}, minItems = 0, maxItems = 3, uniqueItems = false }: Schema,
  place: Place,
  document: Document,
) {
  const inner = valid(items, { ...place, depth: place.depth + 1 }, document)
  const limits = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, minItems + 3)) }
  return uniqueItems
    ? fc.uniqueArray(inner, { ...limits, selector: (item) => JSON.stringify(item) })
    : fc.array(inner, limits)
}

function fields(schema: Schema, { name, depth }: Place, document: Document): fc.Arbitrary<TemplateFields> {
  const { properties = {}, required = [], additionalProperties } = schema
  const inner = (field: string, of: Schema) => valid(of, { name: field, within: name, depth: depth + 1 }, document)
  const of = (names: string[]) =>
    Object.fromEntries(names.map((field) => [field, inner(field, properties[field] ?? {})]))
  const least = fc.record(of(required), { noNullPrototype: true })
  const more =
    typeof additionalProperties === 'object' && additionalProperties !== null
      ? fc.dictionary(text({ min: 1, max: 20 }), inner('', additionalProperties), { maxKeys: 3, noNullPrototype: true })
      : fc.constant({})
  const optional = Object.keys(properties).filter((field) => !required.includes(field))
  if (depth >= DEEP) return least
  const some = fc.record(of(optional), { requiredKeys: [], noNullPrototype: true })
  const rich = fc.tuple(least, some, more).map(([a, b, c]) => ({ ...a, ...b, ...c }))
  return optional.length === 0 ? rich : fc.oneof({ weight: 1, arbitrary: least }, { weight: 2, arbitrary: rich })
}
