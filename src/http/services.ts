import type { Contract } from '../contract/contract.ts'
import type { Random } from '../core/random.ts'
import type { Stage } from '../vendors/acting.ts'

/** What answering a request takes, besides the request. */
export type Services = Stage & {
  contract: Contract
  /** Draws the trace ids: not the source that draws the data, so that a refusal does not change what comes after. */
  traces: Random
  /** False: nobody has to say who they are. */
  auth: boolean
  /** Unknown fields and parameters are refused. */
  strict: boolean
  /** Everything that is sent is checked against the contract first. */
  checkResponses: boolean
  /** Whether the server listens on this machine only. */
  isLoopback: () => boolean
  /** Hears of exceptions that are nobody's refusal: bugs. */
  report: (error: unknown) => void
}
