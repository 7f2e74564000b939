import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { toIssues } from '../../src/contract/issue.ts'

const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false })
addFormats.default(ajv)

/** What is said of one value against one schema. */
function said(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema)
  validate(value)
  return toIssues(validate.errors ?? [], 'body').map(({ message }) => message)
}

const field = (schema: object) => ({ type: 'object', properties: { field: schema } })

test.each([
  ['a wrong type', { type: 'string' }, 5, 'field must be string'],
  ['a type of several', { type: ['string', 'null'] }, 5, 'field must be string or null'],
  ['an empty text', { type: 'string', minLength: 1 }, '', 'field must not be empty'],
  ['a short text', { type: 'string', minLength: 3 }, 'ab', 'field must have at least 3 characters'],
  ['a long text', { type: 'string', maxLength: 3 }, 'abcd', 'field must have at most 3 characters'],
  ['a small number', { type: 'number', minimum: 2 }, 1, 'field must be at least 2'],
  ['a large number', { type: 'number', maximum: 2 }, 3, 'field must be at most 2'],
  ['a number at its lower end', { type: 'number', exclusiveMinimum: 2 }, 2, 'field must be more than 2'],
  ['a number at its upper end', { type: 'number', exclusiveMaximum: 2 }, 2, 'field must be less than 2'],
  ['one of few values', { enum: ['A', 'B'] }, 'C', 'field must be one of A, B'],
  ['one of many values', { enum: [...'ABCDEFGHIJKLM'] }, 'Z', 'field is not one of the supported values'],
  ['a list that is empty', { type: 'array', minItems: 1 }, [], 'field must have at least 1 entry'],
  ['a list that is long', { type: 'array', maxItems: 2 }, [1, 2, 3], 'field must have at most 2 entries'],
  ['a list that says something twice', { uniqueItems: true }, [1, 1], 'field must not have the same entry twice'],
  ['an empty object', { type: 'object', minProperties: 1 }, {}, 'field must have at least 1 field'],
  ['a date', { type: 'string', format: 'date-time' }, 'today', 'field must be a valid date-time'],
  [
    'words of the contract',
    { type: 'string', pattern: '^a', 'x-error': 'must start with a' },
    'b',
    'field must start with a',
  ],
])('%s is told in words', (_what, schema, value, message) => {
  expect(said(field(schema), { field: value })).toEqual([message])
})

test('what a text must not be is not told to somebody who has sent none', () => {
  const schema = field({ type: 'string', pattern: '\\S', 'x-error': 'must not be blank' })

  expect(said(schema, { field: ' ' })).toEqual(['field must not be blank'])
  expect(said(schema, { field: 5 })).toEqual(['field must be string'])
})

test("the contract's own words do not stand for a length they say nothing of", () => {
  const schema = field({ type: 'string', maxLength: 3, 'x-error': 'must be a word' })

  expect(said(schema, { field: 'abcd' })).toEqual(['field must have at most 3 characters'])
})

test('a field with two faults is told once, with the first', () => {
  expect(said(field({ type: 'string', minLength: 3, pattern: '^x' }), { field: 'a' })).toHaveLength(1)
})

test('a field inside of a list is named by its place', () => {
  const schema = field({ type: 'array', items: { type: 'string' } })

  expect(said(schema, { field: ['a', 5] })).toEqual(['field.1 must be string'])
})
