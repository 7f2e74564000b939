import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../../src/core/random.ts'

const draws = (random: Random): string[] => [
  random.hex(24),
  random.uuid(),
  String(random.integer(1, 1_000_000)),
  random.pick(['a', 'b', 'c']),
]

test('the same seed gives the same sequence, a number or a text alike', () => {
  expect(draws(Random.seeded(42))).toEqual(draws(Random.seeded(42)))
  expect(draws(Random.seeded('42 traces'))).toEqual(draws(Random.seeded('42 traces')))
})

test('a hundred neighbouring seeds give a hundred different sequences', () => {
  const first = Array.from({ length: 100 }, (_, seed) => Random.seeded(seed).hex(24))

  expect(new Set(first).size).toBe(100)
})

test('ten thousand ids are all different', () => {
  const random = Random.seeded(1)

  expect(new Set(Array.from({ length: 10_000 }, () => random.hex(24))).size).toBe(10_000)
})

test('a source that takes up the state of another goes on where that one stopped', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(20), (seed, before) => {
      const random = Random.seeded(seed)
      for (let at = 0; at < before; at++) random.uuid()
      const { state } = random

      const other = Random.seeded('other')
      other.state = state

      expect(state).toMatch(/^[0-9a-f]{32}$/)
      expect(other.state).toBe(state)
      expect(draws(other)).toEqual(draws(random))
    }),
  )
})

test('a hexadecimal text has as many digits as were asked for', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(100), (seed, digits) => {
      expect(Random.seeded(seed).hex(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`))
    }),
  )
})

test('a UUID is of version 4', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(Random.seeded(seed).uuid()).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    }),
  )
})

test('a whole number lies between its limits', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), fc.nat(2 ** 31 - 1), (seed, low, span) => {
      const drawn = Random.seeded(seed).integer(low, low + span)

      expect(Number.isInteger(drawn)).toBe(true)
      expect(drawn).toBeGreaterThanOrEqual(low)
      expect(drawn).toBeLessThanOrEqual(low + span)
    }),
  )
})

test('every number of a range comes up, both limits included, and none much more often than another', () => {
  const random = Random.seeded(7)
  const counts = new Map<number, number>()
  for (let at = 0; at < 6000; at++) {
    const drawn = random.integer(1, 6)
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
  }

  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6])
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('a range of one number, and a choice of one, leave no choice', () => {
  const random = Random.seeded(1)

  expect(random.integer(5, 5)).toBe(5)
  expect(random.pick(['only'])).toBe('only')
})

test('each of several values is picked sooner or later', () => {
  const random = Random.seeded(1)

  const picked = new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b', 'c'])))

  expect([...picked].sort()).toEqual(['a', 'b', 'c'])
})

test('it draws what sfc32 draws, as computed elsewhere', () => {
  const random = Random.seeded(0)
  random.state = '00000001000000020000000300000004'

  const first = random.hex(32)
  const last = random.hex(8 * 3996).slice(-8)

  expect(first).toBe('0000000700000022036000600b421d78')
  expect(last).toBe('39090b0c')
})
