import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { Fuzzer } from '../support/fuzz/fuzzer.ts'
import { hunt } from '../support/fuzz/hunt.ts'
import { fromReport, reportOf } from '../support/fuzz/report.ts'
import { rules } from './rules.ts'

const { FUZZ_CASES, FUZZ_SEED, FUZZ_REPLAY } = process.env
const cases = Number(FUZZ_CASES ?? 20_000)

/** In CI always the same, so that nobody pays for what somebody else has done; the long run takes another each time. */
const seed = Number(FUZZ_SEED ?? (FUZZ_CASES === undefined ? 1 : Date.now() % 1_000_000_000))

const fuzzer = await Fuzzer.open(rules)
afterAll(() => fuzzer.close())

test(`${cases} requests made from the contract with seed ${seed} find nothing`, { timeout: 36_000_000 }, async () => {
  const findings = await hunt(fuzzer, { seed, cases })

  expect(findings.map((finding) => reportOf(finding, seed)).join('\n\n')).toBe('')
  expect(fuzzer.tally.cases).toBeGreaterThanOrEqual(cases)
})

test('every operation of the contract was taken at least once, and refused at least once', () => {
  const { tally, targets, contract } = fuzzer

  expect(targets.map(({ operation }) => operation)).toEqual(contract.operations)
  // Where nothing was ever taken, an example in the contract shows how it would be.
  expect(tally.untried(targets, 'taken')).toEqual([])
  expect(tally.untried(targets, 'refused')).toEqual([])
})

if (FUZZ_REPLAY !== undefined) {
  test('the requests of a report find nothing any more', async () => {
    const requests = fromReport(await readFile(FUZZ_REPLAY, 'utf8'))

    await fuzzer.replay(requests)
  })
}
