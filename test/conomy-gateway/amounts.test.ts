import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, minus, normalized, plus, sum } from '../../src/vendors/conomy/money.ts'

const DIGITS = /^\d+(\.\d+)?$/

/** Amounts as clients may send them. */
const amounts = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }), fc.option(fc.stringMatching(/^\d{1,10}$/), { nil: undefined }))
  .map(([whole, part]) => (part === undefined ? `${whole}` : `${whole}.${part}`))

/** An amount as a whole number of the smallest part. */
const units = (amount: string): bigint => {
  const [whole = '', part = ''] = amount.split('.')
  return BigInt(whole + part.padEnd(10, '0'))
}

test('sums and differences are exact, whatever the size', () => {
  fc.assert(
    fc.property(amounts, amounts, (a, b) => {
      expect(units(plus(a, b))).toBe(units(a) + units(b))
      expect(units(minus(plus(a, b), b))).toBe(units(a))
      expect(Math.sign(compare(a, b))).toBe(units(a) < units(b) ? -1 : units(a) > units(b) ? 1 : 0)
    }),
  )
})

test('every result is digits, never an exponent, and one amount is one text', () => {
  fc.assert(
    fc.property(amounts, amounts, (a, b) => {
      for (const amount of [plus(a, b), normalized(a), sum([a, b])]) {
        expect(amount).toMatch(DIGITS)
        expect(amount).toBe(normalized(amount))
      }
      expect(normalized(`000${a}`)).toBe(normalized(a))
    }),
  )
})

test('what a floating point number could not keep is kept', () => {
  expect(plus('0.1', '0.2')).toBe('0.3')
  expect(plus('999999999999999999999999999999', '0.0000000001')).toBe('999999999999999999999999999999.0000000001')
  expect(minus('1', '0.0000000001')).toBe('0.9999999999')
  expect(normalized('0.0000000001')).toBe('0.0000000001')
})

test.each([
  ['007.50', '7.5'],
  ['0', '0'],
  ['000.000', '0'],
  ['100', '100'],
  ['1.10', '1.1'],
])('%s is written %s', (amount, text) => {
  expect(normalized(amount)).toBe(text)
})

test('nothing is ever less than nothing', () => {
  expect(minus('5', '5.0')).toBe('0')
  expect(() => minus('5', '5.0000000001')).toThrow('negative')
})

test('no amounts add up to nothing', () => {
  expect(sum([])).toBe('0')
})
