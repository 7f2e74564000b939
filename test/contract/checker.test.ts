import { expect, test } from 'vitest'
import { Checker } from '../../src/contract/checker.ts'

const Address = { type: 'object', properties: { zipcode: { type: 'string' }, street: { type: 'string' } } }
const Person = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1 },
    age: { type: 'integer' },
    isActive: { type: 'boolean', default: true },
    address: { $ref: '#/components/schemas/Address' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    'a/b~c': { type: 'object', required: ['deep'], properties: { deep: { type: 'string' } } },
  },
}
const Employee = {
  allOf: [
    { $ref: '#/components/schemas/Person' },
    { type: 'object', required: ['number'], properties: { number: { type: 'string' } } },
  ],
}

const checker = new Checker({
  openapi: '3.1.0',
  info: { version: '1.0.0' },
  paths: {},
  webhooks: {},
  components: { schemas: { Address, Person, Employee } },
})

const body = (value: unknown, schema = 'Person') => checker.body(`/components/schemas/${schema}`, value)

test('a body has types of its own: 5 is not "5" and "5" is not 5', () => {
  expect(body({ name: 5, age: '5' })).toMatchObject([
    { kind: 'invalid', in: 'body', field: 'name', message: 'name must be string' },
    { kind: 'invalid', in: 'body', field: 'age', message: 'age must be integer' },
  ])
})

test('a body that says nothing of a field gets its default, and keeps what it says', () => {
  const silent = { name: 'Ana' }
  const outspoken = { name: 'Ana', isActive: false }

  expect([...body(silent), ...body(outspoken)]).toEqual([])
  expect(silent).toEqual({ name: 'Ana', isActive: true })
  expect(outspoken).toEqual({ name: 'Ana', isActive: false })
})

test('a field that is missing, one that is wrong and one that is unknown are three things', () => {
  expect(body({ age: 1.5, nmae: 'Ana' })).toMatchObject([
    { kind: 'missing', field: 'name' },
    { kind: 'invalid', field: 'age' },
    { kind: 'unknown', field: 'nmae', known: expect.arrayContaining(['name', 'age']) },
  ])
})

test('null is wrong, and not missing', () => {
  expect(body({ name: null })).toMatchObject([{ kind: 'invalid', field: 'name' }])
})

test('an unknown field inside of another is named with its whole path', () => {
  expect(body({ name: 'Ana', address: { zipcod: '1000' } })).toMatchObject([
    { kind: 'unknown', field: 'address.zipcod', known: ['zipcode', 'street'] },
  ])
})

test('what a part of a composed schema knows is known', () => {
  const issues = body({ name: 'Ana', number: '1', address: { zipcode: '1000' }, nubmer: '2' }, 'Employee')

  expect(issues).toMatchObject([{ kind: 'unknown', field: 'nubmer' }])
})

test('an object that takes any key has no unknown ones', () => {
  expect(body({ name: 'Ana', labels: { anything: 'goes' } })).toEqual([])
})

test('a field whose name has a slash or a tilde is named as it is', () => {
  expect(body({ name: 'Ana', 'a/b~c': {} })).toMatchObject([{ kind: 'missing', field: 'a/b~c.deep' }])
})

test('a key of every object is no field of the contract', () => {
  expect(body({ name: 'Ana', constructor: 1, toString: 2 })).toMatchObject([
    { kind: 'unknown', field: 'constructor' },
    { kind: 'unknown', field: 'toString' },
  ])
})

test('a body that is no object at all is wrong as a whole', () => {
  expect(body([])).toMatchObject([{ kind: 'invalid', field: '', message: 'the body must be object' }])
})

test('what the sandbox itself sends may have fields that the contract does not know', () => {
  expect(checker.conforms('/components/schemas/Person', { name: 'Ana', more: 1 })).toEqual([])
})
