import type { Contract, Operation } from '../contract/contract.ts'
import type { Vendor } from '../vendors/vendor.ts'

/** One operation, as clients write it. */
export type Played = {
  id: string
  method: string
  path: string
  summary: string
  /** The published page it was built from. */
  source: string
  /** What that page leaves open, and was decided here. */
  assumed: readonly string[]
}

/** What the sandbox plays of one API, and what its vendor documents and the sandbox leaves out. */
export type Coverage = { vendor: string; surface: string; operations: Played[]; leftOut: string[] }

/** The name under which the control API is listed. */
export const CONTROL = 'control'

/** Everything that the sandbox answers: each surface of each vendor, and the control API at the end. */
export function coverageOf(contract: Contract, vendors: readonly Vendor[]): Coverage[] {
  const surfaces = vendors.flatMap(({ name: vendor, surfaces: own }) =>
    own.map(({ name: surface }) => {
      const asWritten = (path: string): string => path.replace(`/${surface}`, `/${vendor}`)
      const published = contract.operations.filter((each) => each.surface === surface && !each.isControl)
      return {
        vendor,
        surface,
        operations: published.map((operation) => played(operation, asWritten)),
        leftOut: contract.unimplemented(surface).map((entry) => entry.replace('/', `/${vendor}/`)),
      }
    }),
  )
  const controls = contract.operations.filter(({ path }) => path.startsWith('/_sandbox'))
  const operations = controls.map((operation) => played(operation, (path) => path))
  return [...surfaces, { vendor: CONTROL, surface: CONTROL, operations, leftOut: [] }]
}

const played = ({ id, method, path, summary, source, assumed }: Operation, asWritten: (path: string) => string) => ({
  id,
  method: method.toUpperCase(),
  path: asWritten(path),
  summary,
  source,
  assumed,
})

/** The tables of the README, a line each. */
export const markdownOf = (coverage: Coverage): string[] =>
  coverage.surface === CONTROL ? controlTable(coverage) : surfaceTable(coverage)

function surfaceTable({ surface, operations }: Coverage): string[] {
  const rows = operations.map(({ method, path, summary, source, assumed }) => {
    return `| \`${method} ${path}\` | ${summary} | ${source} | ${assumed.length === 0 ? '' : assumed.length} |`
  })
  return [`**${surface}**`, '', '| operation | | evidence | assumed points |', '|---|---|---|---|', ...rows]
}

function controlTable({ operations }: Coverage): string[] {
  const rows = operations.map(({ method, path, summary }) => `| \`${method} ${path}\` | ${summary} |`)
  return ['| call | what it does |', '|---|---|', ...rows]
}

/** The same for a terminal. */
export function textOf({ surface, operations, leftOut }: Coverage): string[] {
  const width = Math.max(0, ...operations.map(({ path }) => path.length))
  const rows = operations.map(({ method, path, summary, assumed }) => {
    const open = assumed.length === 0 ? '' : ` (${assumed.length} assumed)`
    return `  ${method.padEnd(7)}${path.padEnd(width)}  ${summary}${open}`
  })
  const not = leftOut.length === 0 ? [] : [`  left out: ${leftOut.join(', ')}`]
  return [surface, ...rows, ...not]
}
