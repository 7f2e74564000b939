import fc from 'fast-check'
import { type Document, pointedAt } from '../../../src/contract/document.ts'
import type { Target } from './catalogue.ts'
import type { Mix } from './mix.ts'
import { fromSample, varied } from './samples.ts'
import type { Schema } from './schema.ts'
import { Borrowed, isFields, type Template } from './template.ts'
import { nasty } from './texts.ts'
import { valid } from './values.ts'
import { spoilt } from './wrong.ts'

/** A body as it is planned; `earlier` is a document that was answered before under the same schema. */
export type PlannedBody =
  | { kind: 'none' }
  | { kind: 'json'; contentType: string | null; value: Template; damage: Damage }
  | { kind: 'bytes'; contentType: Template; text: string; damage: Damage }
  | { kind: 'earlier'; contentType: string; schema: string; pick: number; otherwise: Template }
  | { kind: 'form'; contentType: string; fields: [name: string, value: Template][]; damage: Damage }

/** What happens to the bytes on the way. */
export type Damage = 'none' | (typeof DAMAGES)[number]

const DAMAGES = ['cut', 'doubled', 'empty', 'blank', 'bom', 'comma', 'not utf-8', 'too large', 'single quotes'] as const

const OTHER_TYPES = [
  'text/plain',
  'application/xml',
  'application/json; charset=latin1',
  'APPLICATION/JSON; Charset="UTF-8"',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json, text/plain',
  ';;;',
]

const damages = (mix: Mix): fc.Arbitrary<Damage> =>
  mix(fc.constant<Damage>('none'), 24, fc.constantFrom<Damage>(...DAMAGES))

/** Bodies for an operation: what the contract takes, its neighbours, and what is no body at all. */
export function bodies(
  { operation: { body }, resource }: Target,
  document: Document,
  mix: Mix,
): fc.Arbitrary<PlannedBody> {
  const none = fc.constant<PlannedBody>({ kind: 'none' })
  if (!body) return none
  const choices = [...body.schemas].map(([type, pointer]) =>
    type === 'multipart/form-data'
      ? forms(pointer, document, mix)
      : type === '*/*'
        ? files(mix)
        : documents({ type, pointer, resource }, document, mix),
  )
  return mix(fc.oneof(...choices), body.isRequired ? 30 : 6, none)
}

type Content = { type: string; pointer: string; resource: string }

function documents({ type, pointer, resource }: Content, document: Document, mix: Mix): fc.Arbitrary<PlannedBody> {
  const schema = pointedAt(document, pointer) as Schema
  const made = valid(schema, { name: resource, within: '', depth: 0 }, document)
  const samples = samplesAt(pointer, schema, document).map(fromSample)
  const sampled = samples.length === 0 ? made : fc.oneof(...samples)
  const over = fc.tuple(sampled, made, fc.nat(9999)).map(([sample, other, at]) => varied(sample, other, at))
  // The contract's own samples go a long way.
  const known = fc.oneof({ weight: 2, arbitrary: sampled }, { weight: 1, arbitrary: over })
  const good = mix(known, 1, made)
  const values = mix(good, 3, spoilt(good))
  const contentTypes = mix(
    fc.constant<string | null>(type),
    30,
    fc.constantFrom<(string | null)[]>(null, ...OTHER_TYPES),
  )
  const json = fc.record({
    kind: fc.constant('json' as const),
    contentType: contentTypes,
    value: values,
    damage: damages(mix),
  })
  if (schema.$ref === undefined) return json
  const earlier = fc.record({
    kind: fc.constant('earlier' as const),
    contentType: fc.constant(type),
    schema: fc.constant(schema.$ref),
    pick: fc.nat(999),
    otherwise: made,
  })
  return mix<PlannedBody>(json, 9, earlier)
}

/** What the contract shows as an example of a body. */
function samplesAt(pointer: string, schema: Schema, document: Document): Template[] {
  const content = pointedAt(document, pointer.replace(/\/schema$/, '')) as {
    example?: Template
    examples?: Record<string, { value: Template }>
  }
  const target = schema.$ref === undefined ? schema : (pointedAt(document, schema.$ref) as Schema)
  const found = [content.example, ...Object.values(content.examples ?? {}).map(({ value }) => value), target.example]
  return found.filter((sample) => sample !== undefined) as Template[]
}

/** Bytes of a type that was agreed on, perhaps. */
const files = (mix: Mix): fc.Arbitrary<PlannedBody> =>
  fc.record({
    kind: fc.constant('bytes' as const),
    contentType: mix<Template>(
      fc.nat(99).map((pick) => new Borrowed(['contenttype'], pick, 'image/png')),
      8,
      fc.constantFrom(...OTHER_TYPES),
    ),
    text: mix(fc.constantFrom('\u0089PNG', '%PDF-1.7', 'text'), 8, nasty),
    damage: damages(mix),
  })

function forms(pointer: string, document: Document, mix: Mix): fc.Arbitrary<PlannedBody> {
  const schema = pointedAt(document, pointer) as Schema
  const made = valid(schema, { name: '', within: '', depth: 0 }, document)
  const values = mix(made, 3, spoilt(made))
  const field = fc.tuple(nasty, nasty).map((one): [string, Template][] => [one])
  const strange = mix(fc.constant<[string, Template][]>([]), 6, field)
  return fc.record({
    kind: fc.constant('form' as const),
    contentType: mix(
      fc.constant('multipart/form-data; boundary=fuzz'),
      15,
      fc.constantFrom('multipart/form-data', 'multipart/form-data; boundary=other'),
    ),
    fields: fc.tuple(values, strange).map(([value, more]) => {
      const own = isFields(value) ? Object.entries(value) : []
      return [...own.flatMap(([name, each]) => [each].flat().map((one): [string, Template] => [name, one])), ...more]
    }),
    damage: damages(mix),
  })
}
