import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { pointedAt } from '../../src/contract/document.ts'
import { callingCodeOf } from '../../src/vendors/conomy/calling-codes.ts'

test('every country that the contract takes has a calling code', async () => {
  const document = await (await Contract.load()).document()
  const { enum: countries } = pointedAt(document, '/components/schemas/ConomyCountry') as { enum: (string | null)[] }

  const without = countries.filter((country) => country && callingCodeOf(country) === undefined)

  expect(countries.length).toBeGreaterThan(90)
  expect(without).toEqual([])
})

test.each([
  ['CHL', '+56'],
  ['CL', '+56'],
  ['ARG', '+54'],
  ['COL', '+57'],
  ['BOL', '+591'],
  ['XX', undefined],
])('the calling code of %s is %s', (country, code) => {
  expect(callingCodeOf(country)).toBe(code)
})
