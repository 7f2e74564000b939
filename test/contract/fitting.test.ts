import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitting, type RowSchema } from '../../src/contract/fitting.ts'
import { RowChecker } from '../../src/contract/row-checker.ts'
import schemas from '../../src/vendors/rows.gen.json' with { type: 'json' }
import { freshSandbox } from '../support/sandbox.ts'

const checker = new RowChecker(schemas)
const schemaOf = (collection: string): RowSchema => (schemas as Record<string, RowSchema>)[collection] ?? {}

/** Every keyword that stands in a schema. */
function keywordsOf(schema: RowSchema): string[] {
  const { properties = {}, items, additionalProperties, anyOf = [] } = schema
  const inner = [...Object.values(properties), ...anyOf, ...(items ? [items] : []), additionalProperties ?? []].flat()
  return [...Object.keys(schema), ...inner.flatMap((each) => keywordsOf(each))]
}

/** Every format that stands in a schema. */
function formatsOf({ format, properties = {}, items, additionalProperties, anyOf = [] }: RowSchema): string[] {
  const inner = [...Object.values(properties), ...anyOf, ...(items ? [items] : []), additionalProperties ?? []].flat()
  return [...(format === undefined ? [] : [format]), ...inner.flatMap(formatsOf)]
}

test('the schemas of rows say nothing that is not looked at', () => {
  const known = ['type', 'const', 'enum', 'properties', 'required', 'items', 'additionalProperties', 'anyOf', 'format']
  const said = new Set(Object.values(schemas as Record<string, RowSchema>).flatMap(keywordsOf))

  expect([...said].filter((keyword) => !known.includes(keyword))).toEqual([])
})

test('amounts and times of rows have a format, and no format has another name', () => {
  const formats = Object.values(schemas as Record<string, RowSchema>).flatMap(formatsOf)

  expect(new Set(formats)).toEqual(new Set(['amount', 'date-time']))
  expect(schemaOf('conomy.payments').properties).toMatchObject({
    // By a type that is named, by the same of the contract, in a list, and where there may be none.
    totalAmount: { format: 'amount' },
    givers: { items: { properties: { amount: { format: 'amount' } } } },
    settledAt: { type: ['string', 'null'], format: 'date-time' },
    documents: { items: { properties: { uploadedAt: { format: 'date-time' } } } },
  })
})

/** A place in a value, as a number for each step, and what stands there instead; nothing takes it away. */
const change = fc.record({
  steps: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
  instead: fc.option(
    fc.constantFrom(null, true, 7, 'text', [], {}, ['text'], { id: 'text' }, '12.50', '2026-04-20T12:00:00Z'),
    { nil: undefined },
  ),
})

/** The value with one change, somewhere inside. */
function changed(value: unknown, [step = 0, ...steps]: number[], instead: unknown): unknown {
  if (typeof value !== 'object' || value === null) return instead ?? 'text'
  const names = Object.keys(value)
  const name = names[step % Math.max(1, names.length)]
  if (name === undefined) return instead ?? 'text'
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key !== name) return [[key, inner]]
    if (steps.length === 0 && instead === undefined) return []
    return [[key, steps.length === 0 ? instead : changed(inner, steps, instead)]]
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner as unknown) : Object.fromEntries(entries)
}

test('whatever is done to a row, it fits when the validator has no objection, and only then', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', '/_sandbox/export')
  const { sandbox: _state, ...collections } = body as Record<string, Record<string, unknown>>
  const rows = Object.entries(collections).flatMap(([name, table]) => Object.values(table).map((row) => [name, row]))
  const seen = { fitting: 0, not: 0 }

  fc.assert(
    fc.property(fc.constantFrom(...rows), change, ([name, row], { steps, instead }) => {
      const value = changed(row, steps, instead)
      const isFitting = checker.objection(String(name), value) === undefined
      expect(fitting(schemaOf(String(name)))(value)).toBe(isFitting)
      seen[isFitting ? 'fitting' : 'not']++
    }),
    { numRuns: 3000 },
  )

  expect(rows.length).toBeGreaterThan(100)
  expect(Math.min(seen.fitting, seen.not)).toBeGreaterThan(100)
})
