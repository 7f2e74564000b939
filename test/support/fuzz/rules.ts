import type { Invariant, StepInvariant } from './invariant.ts'

/** What has to hold beyond the contract, and what is let off, each with its reason. */
export type Rules = {
  invariants: readonly Invariant[]
  steps: readonly StepInvariant[]
  /** Operations that may change the state though they read, or refuse. */
  writes: ReadonlyMap<string, string>
  /** Operations that are tried less often than others. */
  rare: ReadonlyMap<string, string>
}
