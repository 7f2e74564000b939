import { expect, test } from 'vitest'
import { type Sample, slopeOf, verdict } from '../../bench/soak/verdict.mjs'

const SECONDS_APART = 10

/** A run of ten minutes in which nothing grows, but for what `differs` says of each sample; it sways a little. */
function runOf(differs: (minute: number, at: number) => Partial<Sample> = () => ({}), minutes = 10) {
  const samples = Array.from({ length: (minutes * 60) / SECONDS_APART }, (_, at): Sample => {
    const minute = ((at + 1) * SECONDS_APART) / 60
    const sway = Math.sin(at * 7)
    const flat = {
      dataMb: 28 + 0.3 * sway,
      residentMb: 125 + 4 * sway,
      files: 21 + (at % 9 === 0 ? 1 : 0),
      resources: 3,
    }
    return { minute, ...flat, ...differs(minute, at) }
  })
  return { samples, surprises: 0 }
}

test('a run in which nothing grows is well', () => {
  expect(verdict(runOf())).toEqual([])
})

test('memory that is found at the start, and at one bad moment, is no leak', () => {
  const run = runOf((minute, at) => ({ dataMb: 28 + Math.min(minute, 4) + (at === 50 ? 40 : 0) }))

  expect(verdict(run)).toEqual([])
})

test('a hundred bytes that each of a hundred requests a second leaves behind are found', () => {
  const run = runOf((minute, at) => ({ dataMb: 28 + (minute * 60 * 100 * 100) / 1024 / 1024 + 0.3 * Math.sin(at * 7) }))

  expect(verdict(run)).toEqual([
    expect.stringMatching(/^memory in use, MB: 0\.5\d more a minute, 2\.\d in 4\.8 minutes$/),
  ])
})

test('memory that leaks outside of the heap is found', () => {
  expect(verdict(runOf((minute) => ({ residentMb: 120 + 8 * minute })))).toEqual([
    'resident memory, MB: 8.00 more a minute, 38.7 in 4.8 minutes',
  ])
})

test('resident memory that climbs for a while to the most that a round takes is no leak', () => {
  expect(verdict(runOf((minute) => ({ residentMb: 180 - 60 * Math.exp(-minute / 4) })))).toEqual([])
})

test.each(['files', 'resources'] as const)('a leak of one of the %s now and then is found', (name) => {
  const run = runOf((minute) => ({ [name]: 21 + Math.floor(minute) }))

  expect(verdict(run)).toEqual([expect.stringContaining('1.00 more a minute')])
})

test('what grows without end is found although it is put back in between', () => {
  const run = runOf((minute, at) => ({ dataMb: 28 + minute - (at % 3) * 0.5 }))

  expect(verdict(run)).toEqual([expect.stringContaining('memory in use')])
})

test('answers that were not expected are found, however flat the rest is', () => {
  expect(verdict({ ...runOf(), surprises: 3 })).toEqual(['3 answers were not what was expected'])
})

test('a run that is too short is no good one', () => {
  expect(verdict(runOf(undefined, 1))).toEqual(['3 samples are too few to judge by; run it for longer'])
  expect(verdict({ samples: [], surprises: 0 })).toHaveLength(1)
})

test('where the system does not say how many files are open, the rest is judged', () => {
  expect(verdict(runOf(() => ({ files: null })))).toEqual([])
  expect(verdict(runOf((minute) => ({ files: null, dataMb: 28 + minute })))).toHaveLength(1)
})

test('a slope is that of most of the samples, not of the one that is far off', () => {
  const { samples } = runOf((minute, at) => ({ dataMb: 2 * minute + (at === 30 ? 500 : 0) }))

  expect(slopeOf(samples, 'dataMb')).toBeCloseTo(2, 5)
})
