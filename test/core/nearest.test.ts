import { expect, test } from 'vitest'
import { nearest, similarity, suggestion } from '../../src/core/nearest.ts'

const FIELDS = ['firstName', 'lastName', 'email', 'documentNumber', 'ip']

test.each([
  ['emial', 'email'],
  ['fistName', 'firstName'],
  ['FIRSTNAME', 'firstName'],
  ['document_number', 'documentNumber'],
  ['email', 'email'],
])('%s was probably meant to be %s', (text, meant) => {
  expect(nearest(text, FIELDS)).toBe(meant)
})

test.each(['completelyDifferent', 'xyz', 'addressee'])('%s is near to nothing', (text) => {
  expect(nearest(text, FIELDS)).toBeUndefined()
})

test('there is nothing to mean where there is no candidate', () => {
  expect(nearest('email', [])).toBeUndefined()
})

test('a very long text is not compared at all', () => {
  const long = 'e'.repeat(10_000)

  expect(nearest(long, [long])).toBeUndefined()
})

test('a suggestion is the end of a sentence, or nothing', () => {
  expect(suggestion('emial', FIELDS)).toBe(', did you mean "email"?')
  expect(suggestion('xyz', ['firstName'])).toBe('')
})

test.each([
  ['Jose Perez', 'Jose Perez', 1],
  ['Jose Perez', 'Jose Peres', 0.9],
  ['abc', 'xyz', 0],
  ['', '', 1],
])('%s and %s are alike to %d', (one, other, alike) => {
  expect(similarity(one, other)).toBe(alike)
})
