import fc from 'fast-check'
import { type Finding, signature, toFinding } from './finding.ts'
import type { Fuzzer } from './fuzzer.ts'
import type { Planned } from './requests.ts'

/** Sequences that are tried together; what was found is made as short as possible at the end of each. */
const BATCH = 20

/** One in so many sequences ends with an export and an import: that takes as long as the rest of it. */
const THOROUGH = 4

/** How long it may take to make it shorter, in ms. */
const SHRINKING = 20_000

/** How many sequences an operation is worth that is hard to reach; what helps one may be learned on the way to another. */
const PATIENCE = [15, 30, 60]

/** Which part of the requests is sent before those that are hard to reach are gone after. */
const ROAMING = 0.6

/** After so many different findings it is enough. */
const ENOUGH = 10

export type Hunt = { seed: number; cases: number }

/**
 * Tries sequences until there were so many requests. On the way it goes after every operation that was never taken yet,
 * or never refused. Returns what was found, each thing once, with the shortest sequence that leads there.
 */
export async function hunt(fuzzer: Fuzzer, { seed, cases }: Hunt): Promise<Finding[]> {
  const found = new Map<string, Finding>()
  const attempt = async (plans: fc.Arbitrary<Planned[]>, from: number, numRuns: number): Promise<void> => {
    const finding = await tried(fuzzer, plans, { seed: from, numRuns, known: new Set(found.keys()) })
    if (finding) found.set(signature(finding), finding)
  }
  const all = fuzzer.sequences.all()
  let batch = 0
  const roam = async (limit: number): Promise<void> => {
    while (fuzzer.tally.cases < limit && found.size < ENOUGH) await attempt(all, seed + batch++, BATCH)
  }
  await roam(cases * ROAMING)
  const pursue = async (kind: 'taken' | 'refused', patience: number): Promise<void> => {
    const { tally, targets, sequences, makers } = fuzzer
    for (const id of tally.untried(targets, kind)) {
      const target = fuzzer.target(id)
      const plans = kind === 'taken' ? sequences.about(target, makers.relatives(target)) : sequences.against(target)
      const isOpen = (): boolean => tally.untried([target], kind).length > 0
      for (let time = 0; time < patience && isOpen() && found.size < ENOUGH; time++)
        await attempt(plans, seed + time, 1)
    }
  }
  for (const patience of PATIENCE) {
    await pursue('taken', patience)
    await pursue('refused', patience)
  }
  await roam(cases)
  return [...found.values()]
}

type Batch = { seed: number; numRuns: number; known: ReadonlySet<string> }

/** The first thing that is not known yet. */
async function tried(fuzzer: Fuzzer, plans: fc.Arbitrary<Planned[]>, batch: Batch): Promise<Finding | undefined> {
  const { known, ...parameters } = batch
  let isFound = false
  let count = 0
  const property = fc.asyncProperty(plans, async (planned) => {
    try {
      // While what was found is made shorter, nothing may be left out.
      await fuzzer.run(planned, { isThorough: isFound || count++ % THOROUGH === 0 })
    } catch (error) {
      const finding = toFinding(error)
      if (known.has(signature(finding))) return
      isFound = true
      throw finding
    }
  })
  const details = await fc.check(property, { ...parameters, interruptAfterTimeLimit: SHRINKING })
  return details.failed && details.errorInstance !== null ? toFinding(details.errorInstance) : undefined
}
