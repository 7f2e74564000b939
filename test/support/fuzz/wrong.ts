import fc from 'fast-check'
import { Borrowed, isFields, Literal, type Template } from './template.ts'
import { nasty } from './texts.ts'

type Path = (string | number)[]
/** Makes of a value what it should not be; undefined takes it away. */
type Spoil = (value: Template) => Template | undefined

const NUMBERS = ['1e400', '-1e400', '-0', '0.1e-400', '9007199254740993', '1E5', '-1', '0.30000000000000004'] as const

const nested = (depth: number): Template =>
  Array.from({ length: depth }).reduce<Template>((inner, _, at) => (at % 2 === 0 ? { inner } : [inner]), 1)

/** Object keys that reach a prototype, where nobody has thought of it. */
const POISON = Object.fromEntries(['__proto__', 'constructor', 'prototype'].map((name) => [name, { polluted: true }]))

const spoils: fc.Arbitrary<Spoil> = fc.oneof(
  fc.constantFrom<Spoil>(
    () => undefined,
    () => null,
    (value) => (typeof value === 'string' ? 5 : typeof value === 'number' ? `${value}` : 'text'),
    (value) => [value],
    (value) => ({ value }),
    (value) => (typeof value === 'number' ? -value : !value),
    (value) => (isFields(value) ? { ...value, unknownField: 1 } : 'NO_SUCH_VALUE'),
    (value) => (isFields(value) ? { ...value, ...POISON } : '__proto__'),
    (value) => (Array.isArray(value) ? Array.from({ length: 300 }, () => value[0] ?? null) : []),
    () => ({}),
    () => nested(70),
    () => nested(40),
    () => true,
  ),
  nasty.map((text) => () => text),
  fc.constantFrom(...NUMBERS).map((text) => () => new Literal(text)),
)

/** The same value with one place of it wrong, as far as anybody can tell without the contract. */
export const spoilt = (value: fc.Arbitrary<Template>): fc.Arbitrary<Template> =>
  fc.tuple(value, fc.nat(9999), spoils).map(([template, at, spoil]) => {
    const [whole = [], ...inner] = pathsOf(template)
    const path = at % 10 === 0 ? whole : (inner[at % inner.length] ?? whole)
    return changed(template, path, spoil) ?? null
  })

function pathsOf(template: Template): Path[] {
  const inner = Array.isArray(template)
    ? template.map((item, at) => [at, item] as const)
    : isFields(template)
      ? Object.entries(template)
      : []
  return [[], ...inner.flatMap(([step, value]) => pathsOf(value).map((path) => [step, ...path]))]
}

function changed(template: Template, [step, ...rest]: Path, spoil: Spoil): Template | undefined {
  if (step === undefined) return spoil(template instanceof Borrowed ? template.otherwise : template)
  if (Array.isArray(template)) {
    return template.flatMap((item, at) => {
      const after = at === step ? changed(item, rest, spoil) : item
      return after === undefined ? [] : [after]
    })
  }
  if (!isFields(template)) return template
  const entries = Object.entries(template).flatMap(([name, value]) => {
    const after = name === step ? changed(value, rest, spoil) : value
    return after === undefined ? [] : [[name, after] as const]
  })
  return Object.fromEntries(entries)
}
