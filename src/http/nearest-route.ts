import { distance } from 'fastest-levenshtein'
import type { Operation } from '../contract/contract.ts'
import { Problem } from '../core/problem.ts'

/** Longer paths are not compared: the distance is quadratic in the length. */
const COMPARED_LENGTH = 300

/**
 * Says that a route does not exist, which one was probably meant, and what methods the path has if it is one. `shown`
 * writes a path as its clients do.
 */
export function noRoute(
  method: string,
  path: string,
  operations: readonly Operation[],
  shown: (path: string) => string,
): Problem {
  const asked = path.slice(0, COMPARED_LENGTH)
  const [nearest] = operations
    .map((operation) => ({
      operation,
      far: distance(asked, filledIn(operation.path, asked)) + (same(operation, method) ? 0 : 1),
    }))
    .sort((a, b) => a.far - b.far)
  const hint = nearest
    ? `; the nearest is ${nearest.operation.method.toUpperCase()} ${shown(nearest.operation.path)}`
    : ''
  const here = operations.filter((operation) => filledIn(operation.path, path) === path)
  const methods = here.map((operation) => operation.method.toUpperCase()).sort()
  const message = `There is no route ${method} ${shown(asked)}${hint}`
  return new Problem('not-found', message, methods.length > 0 ? { methods } : {})
}

const same = (operation: Operation, method: string): boolean => operation.method === method.toLowerCase()

/** The template with its parameters taken from the path that was asked for, so that an id does not count as a typo. */
function filledIn(template: string, asked: string): string {
  const segments = asked.split('/')
  return template
    .split('/')
    .map((segment, at) => (segment.startsWith('{') ? segments[at] || segment : segment))
    .join('/')
}
