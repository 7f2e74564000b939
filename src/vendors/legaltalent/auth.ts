import { Problem } from '../../core/problem.ts'
import type { Asking } from '../vendor.ts'
import { type Grant, grantIn } from './jwt.ts'
import { permissionsFor } from './permissions.ts'
import { apiKeys } from './tenants.ts'

/**
 * Who asks, by bearer token: an API key or a JWT. Throws a Problem: `unauthorized`, or `forbidden` when the role lacks
 * the operation's permission.
 */
export function authenticate({ headers, operation, now }: Pick<Asking, 'headers' | 'operation' | 'now'>): string {
  const token = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  const owner = token === undefined ? undefined : ownerOf(token, now)
  if (!owner) throw new Problem('unauthorized', 'No valid bearer token')
  const wanted = permissionsFor(operation)
  if (wanted.length > 0 && !wanted.some((permission) => owner.permissions.includes(permission))) {
    throw new Problem('forbidden', `Missing ${wanted[0]} permission`)
  }
  return owner.tenant
}

const ownerOf = (token: string, now: Date): Grant | undefined =>
  apiKeys.find(({ key }) => key === token) ?? grantIn(token, now)
