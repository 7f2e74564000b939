import type { RawParameters } from '../contract/checker.ts'
import type { Operation } from '../contract/contract.ts'
import type { Problem } from '../core/problem.ts'
import type { Exchange } from '../core/request-log.ts'
import type { Occasion } from '../vendors/acting.ts'
import type { Rendered } from '../vendors/vendor.ts'
import type { Services, Site } from './services.ts'

/** Typed parameters. */
export type Checked = {
  params: Record<string, unknown>
  query: Record<string, unknown>
  /** Those that the operation knows. */
  headers: Record<string, unknown>
}

/** One operation, and what its surface has to say on the way. Everything may throw a Problem. */
export type Route = {
  operation: Operation
  /** Whose operation it is. */
  vendor: string
  /** Whether what it does not know passes with a warning, as at the vendor, unless `strict`. Otherwise it is refused. */
  ignoresUnknown: boolean
  /** Whether faults may strike. */
  isDisturbed: boolean
  /** Who asks, if the surface wants to know. */
  authenticate(headers: Headers, site: Site): string | undefined
  /** What is refused before the body is read. */
  admit(checked: Checked, tenant: string | undefined, site: Site): void
  run(input: Checked & { body: unknown }, occasion: Occasion, site: Site): unknown
  renderProblem(problem: Problem, site: Site): Rendered
  problemType: string
  /** What no body at all stands for, where it stands for something. */
  blank?: object
}

/** One request on its way: what was asked for, where, and what the log will say of it. */
export type Passage = {
  route: Route
  request: Request
  params: RawParameters
  query: RawParameters
  site: Site
  exchange: Exchange
  services: Services
}
