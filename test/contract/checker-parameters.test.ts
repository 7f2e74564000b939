import { expect, test } from 'vitest'
import { Checker } from '../../src/contract/checker.ts'
import { Contract } from '../../src/contract/contract.ts'
import type { Document, ParameterObject } from '../../src/contract/document.ts'

const inQuery = (name: string, schema: ParameterObject['schema']): ParameterObject => ({ name, in: 'query', schema })

/** A contract with one parameter of every kind. */
const document: Document = {
  openapi: '3.1.0',
  info: { version: '1.0.0' },
  webhooks: {},
  components: {},
  paths: {
    '/people/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'people.getPerson',
        parameters: [
          { ...inQuery('tenant', { type: 'string' }), required: true },
          inQuery('count', { type: 'integer', default: 50 }),
          inQuery('ratio', { type: 'number' }),
          inQuery('isActive', { type: 'boolean' }),
          inQuery('tags', { type: 'array', items: { type: 'string' } }),
        ],
        responses: { '200': { description: 'One.' } },
      },
    },
  },
}

const checker = new Checker(document)
const operation = Contract.of(document).operation('people.getPerson')
if (!operation) throw new Error('The operation is not in the contract')

const query = (raw: Record<string, string | string[]>) =>
  checker.parameters(operation, 'query', new Map(Object.entries({ tenant: 'acme', ...raw })))

test('parameters arrive as text and become what the contract says', () => {
  const { values, issues } = query({ count: '7', ratio: '1.5', isActive: 'false', tags: 'new' })

  expect(issues).toEqual([])
  expect(values).toEqual({ tenant: 'acme', count: 7, ratio: 1.5, isActive: false, tags: ['new'] })
})

test('a text that looks like a number stays a text', () => {
  expect(query({ tenant: '007' }).values).toMatchObject({ tenant: '007' })
})

test('a path parameter is coerced like one of the query', () => {
  expect(checker.parameters(operation, 'path', new Map([['id', '12']])).values).toEqual({ id: 12 })
})

test.each(['0', '7', '-3', '007'])('"%s" is a whole number', (count) => {
  expect(query({ count })).toMatchObject({ values: { count: Number(count) }, issues: [] })
})

test.each(['0x10', '1e2', '1.5', ' 5', '5 ', '+5', '1_000', 'NaN', 'true', '--1', '\u0665'])(
  '"%s" is not a whole number, and is said to be wrong once',
  (count) => {
    expect(query({ count }).issues).toEqual([
      { kind: 'invalid', in: 'query', field: 'count', message: 'count must be integer' },
    ])
  },
)

test('a parameter that is left out gets its default', () => {
  expect(query({}).values).toEqual({ tenant: 'acme', count: 50 })
})

test('a blank parameter counts as absent', () => {
  const { values, issues } = query({ tenant: '', count: '' })

  expect(values).toEqual({ count: 50 })
  expect(issues).toMatchObject([{ kind: 'missing', in: 'query', field: 'tenant', message: 'tenant is required' }])
})

test('a parameter that is given twice is wrong where one is wanted', () => {
  expect(query({ count: ['1', '2'], tenant: ['acme', 'other'] }).issues).toMatchObject([
    { kind: 'invalid', field: 'tenant' },
    { kind: 'invalid', field: 'count' },
  ])
})

test('a parameter that is given twice is a list where a list is wanted', () => {
  expect(query({ tags: ['new', 'old'] })).toMatchObject({ values: { tags: ['new', 'old'] }, issues: [] })
})

test('an unknown parameter is named, with those it could have been', () => {
  expect(query({ cuont: '5' }).issues).toMatchObject([
    { kind: 'unknown', in: 'query', field: 'cuont', known: ['tenant', 'count', 'ratio', 'isActive', 'tags'] },
  ])
})

test('a parameter called __proto__ is wrong, not only unknown', () => {
  const raw = new Map([
    ['tenant', 'acme'],
    ['__proto__', '1'],
  ])

  expect(checker.parameters(operation, 'query', raw).issues).toMatchObject([{ kind: 'invalid', field: '__proto__' }])
})
