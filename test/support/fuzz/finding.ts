import type { Step } from './trial.ts'

/** Something that should not be. */
export class Finding extends Error {
  override readonly name = 'Finding'
  /** What was sent until it was found. */
  steps: readonly Step[] = []
}

/** Whatever was thrown, as a finding. */
export const toFinding = (error: unknown): Finding =>
  error instanceof Finding ? error : new Finding(`the fuzzer failed: ${String(error)}`, { cause: error })

/** The same for the same kind of thing, whichever row it happened to. */
export const signature = ({ message }: Finding): string =>
  message.replaceAll(/[0-9a-f]{8}[0-9a-f-]*|\d+/g, '#').slice(0, 200)
