import type { Namespace } from '../../../src/core/namespace.ts'
import type { Snapshot } from '../../../src/core/snapshot.ts'
import type { Answer } from './verdict.ts'

/** Says what does not hold of the rows. */
export type Invariant = (namespace: Namespace) => string[]

/** One request: what it was, what was answered, and how things were before and after. */
export type Taken = { id: string; answer: Answer; before: Snapshot; after: Snapshot }

/** Says what does not hold of one request. */
export type StepInvariant = (taken: Taken) => string[]
