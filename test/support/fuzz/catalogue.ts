import type { Contract, Operation } from '../../../src/contract/contract.ts'
import { type Document, type OperationObject, pointedAt } from '../../../src/contract/document.ts'
import type { Vendor } from '../../../src/vendors/vendor.ts'

/** An operation as the fuzzer sees it. */
export type Target = {
  operation: Operation
  /** Undefined: the control API, which is no vendor's. */
  vendor: Vendor | undefined
  /** What it is about: the last segment before a parameter, `customers`. */
  resource: string
  /** Schemes of the contract that say who asks; empty where nobody has to. */
  schemes: Scheme[]
}

type Scheme = { type: 'http' | 'apiKey'; name?: string }

/** Every operation of the contract. Nothing else decides what is tried. */
export function targetsOf(operations: readonly Operation[], document: Document, vendors: readonly Vendor[]): Target[] {
  const collections = new Set(
    operations.flatMap(({ path }) => [...path.matchAll(/([^/{}]+)\/\{/g)].map(([, name]) => name)),
  )
  return operations.map((operation) => {
    const fixed = operation.path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'))
    const { security = [] } = (document.paths[operation.path]?.[operation.method] ?? {}) as OperationObject
    return {
      operation,
      vendor: vendors.find(({ surfaces }) => surfaces.some(({ name }) => name === operation.surface)),
      resource: fixed.findLast((segment) => collections.has(segment)) ?? fixed.at(-1) ?? '',
      schemes: security.flatMap((named) =>
        Object.keys(named as object).map(
          (name) => pointedAt(document, `/components/securitySchemes/${name}`) as Scheme,
        ),
      ),
    }
  })
}

type Route = { operation: Operation; parts: string[] }

/** Finds the operation that a method and a path of the contract mean, and the parameters in the path. */
export function finder(contract: Contract) {
  const routes = new Map<string, Route[]>()
  const keyOf = (method: string, parts: readonly string[]): string => `${method} ${parts.length}`
  for (const operation of contract.operations) {
    for (const path of [operation.path, ...operation.aliases]) {
      const parts = path.split('/')
      const key = keyOf(operation.method.toUpperCase(), parts)
      routes.set(key, [...(routes.get(key) ?? []), { operation, parts }])
    }
  }
  return (method: string, path: string): { operation: Operation; params: Record<string, string> } | undefined => {
    const asked = path.split('/')
    const found = routes
      .get(keyOf(method, asked))
      ?.find(({ parts }) => parts.every((part, at) => (part.startsWith('{') ? asked[at] !== '' : part === asked[at])))
    if (!found) return undefined
    const params = found.parts.flatMap((part, at) =>
      part.startsWith('{') ? [[part.slice(1, -1), decoded(asked[at] ?? '')] as const] : [],
    )
    return { operation: found.operation, params: Object.fromEntries(params) }
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
