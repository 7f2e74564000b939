import fc from 'fast-check'
import { type Document, pointedAt } from '../../../src/contract/document.ts'
import type { Operation, Parameter } from '../../../src/contract/outline.ts'
import type { Mix } from './mix.ts'
import type { Schema } from './schema.ts'
import { Borrowed, type Template } from './template.ts'
import { nasty } from './texts.ts'
import { valid } from './values.ts'

type Named = [name: string, value: Template]

const TAILS = [
  '&&&',
  '&=',
  '&a',
  '&%zz=%',
  '&__proto__=1',
  '&constructor=x',
  '&a[b]=c',
  '&limit=1&limit=2',
  '#part',
  '&a=%00',
  '&ñ=🦙',
]

const STRANGE_HEADERS: [string, string][] = [
  ...Array.from({ length: 6 }, (): [string, string] => ['origin', 'https://evil.example']),
  ['host', 'evil.example'],
  ['sandbox-namespace', 'No Name'],
  ['sandbox-namespace', 'default'],
  ['content-encoding', 'gzip'],
  ['transfer-encoding', 'gzip'],
  ['content-length', '99999999'],
  ['user-agent', ''],
  ['accept', 'application/xml'],
  ['x-http-method-override', 'DELETE'],
  ['if-none-match', '*'],
  ['last-event-id', 'ñ'],
  ['authorization', 'Basic xxx'],
  ['x-api-key', '\u00ff'],
]

/** Parameters of one operation, by the place where they are sent. */
export class Parameters {
  readonly #operation: Operation
  readonly #document: Document
  readonly #mix: Mix

  constructor(operation: Operation, document: Document, mix: Mix) {
    this.#operation = operation
    this.#document = document
    this.#mix = mix
  }

  /** An id that exists, mostly; one that nobody has; or that of something else. */
  path(): fc.Arbitrary<Record<string, Template>> {
    const others = fc.oneof(
      fc.constantFrom<Template>('69a0000000000000000000ff', 'f3b1c2d4-0000-4000-8000-00000000dead', 'nobody'),
      fc.nat(999).map((pick): Template => new Borrowed(['id'], pick, 'nothing')),
    )
    const values = this.#of('path').map(
      (parameter) => [parameter.name, this.#mix(this.#value(parameter), 12, others)] as const,
    )
    return fc.record(Object.fromEntries(values), { noNullPrototype: true })
  }

  query(): fc.Arbitrary<Named[]> {
    return this.#listed('query')
  }

  tail(): fc.Arbitrary<string> {
    return this.#mix(fc.constant(''), 25, fc.constantFrom(...TAILS))
  }

  headers(): fc.Arbitrary<Named[]> {
    const strange = fc.constantFrom(...STRANGE_HEADERS).map((header): Named[] => [header])
    const others = this.#mix(fc.constant<Named[]>([]), 25, strange)
    return fc.tuple(this.#listed('header'), others).map((lists) => lists.flat())
  }

  #of(place: Parameter['in']): Parameter[] {
    return this.#operation.parameters.filter((parameter) => parameter.in === place)
  }

  #value({ name, schema, in: where }: Parameter): fc.Arbitrary<Template> {
    const segments = this.#operation.path.split('/')
    const within = segments.find((_, at) => segments[at + 1] === `{${name}}`) ?? ''
    const { example } = pointedAt(this.#document, schema.replace(/\/schema$/, '')) as { example?: unknown }
    const own = pointedAt(this.#document, schema) as Schema
    const shown = example === undefined ? own : { ...own, example }
    const usual = valid(shown, { name, within, depth: 0, isInPath: where === 'path' }, this.#document)
    return this.#mix<Template>(usual, 25, nasty)
  }

  /** Some of the parameters, those that are required nearly always, and now and then one of them twice. */
  #listed(place: Parameter['in']): fc.Arbitrary<Named[]> {
    const each = this.#of(place).map((parameter) => {
      const { name, isRequired } = parameter
      const optional = fc.oneof({ weight: 1, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.constant(0) })
      const times = this.#mix(isRequired ? fc.constant(1) : optional, 40, fc.constantFrom(0, 2))
      return fc
        .tuple(times, this.#value(parameter))
        .map(([count, value]) => Array.from({ length: count }, (): Named => [name, value]))
    })
    return fc.tuple(...each).map((lists) => lists.flat())
  }
}
