import { type Fault, Problem } from '../../core/problem.ts'
import type { Asking } from '../vendor.ts'
import { oakTenants } from './tenants.ts'
import { tenantOfToken } from './token.ts'

/**
 * Who asks, by bearer token: a merchant's static one, or one that was granted. Throws a Problem of kind `unauthorized`.
 */
export function authenticate({ headers, now }: Pick<Asking, 'headers' | 'now'>): string {
  const token = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === undefined) throw unauthorized('missing', 'Token is Missing!')
  const tenant = oakTenants.find((owner) => owner.token === token)?.clientId ?? tenantOfToken(token, now)
  if (tenant === undefined) throw unauthorized('invalid', 'Unauthorized')
  return tenant
}

function unauthorized(kind: Fault['kind'], message: string): Problem {
  return new Problem('unauthorized', message, { faults: [{ kind, in: 'header', field: 'authorization', message }] })
}
