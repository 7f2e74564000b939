import type { Rules } from '../support/fuzz/rules.ts'

/** What the fuzzer holds against the sandbox beyond the contract. */
export const rules: Rules = {
  invariants: [],
  steps: [],
  writes: new Map([
    ['legaltalent.getRiskProfile', 'the profile is calculated when it is asked for anew, or for the first time'],
  ]),
  rare: new Map([['sandbox.getContract', 'its answer is the contract, and takes as long as fifty others']]),
}
