import type { Operation } from '../contract/contract.ts'
import { decoded } from '../core/decoded.ts'
import { isSensitive } from '../core/masking.ts'

/**
 * What of a path is a secret although no route is at it, as it is written there and decoded: what stands where a route
 * has, say, the token of a session.
 */
export function pathSecrets(path: string, operations: readonly Operation[]): string[] {
  const asked = path.split('/')
  const secrets = operations.flatMap((operation) => {
    const template = operation.path.split('/')
    return template.flatMap((segment, at) => {
      const isHere = isParameter(segment) && isSensitive(segment.slice(1, -1)) && isBelow(asked, template.slice(0, at))
      return isHere ? (asked[at] ?? []) : []
    })
  })
  return [...new Set(secrets.filter(Boolean).flatMap((secret) => [secret, decoded(secret)]))]
}

const isParameter = (segment: string): boolean => segment.startsWith('{')

const isBelow = (asked: readonly string[], template: readonly string[]): boolean =>
  template.every((segment, at) => isParameter(segment) || segment === asked[at])
