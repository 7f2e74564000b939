import { fieldProblem, Problem } from '../../core/problem.ts'
import type { Asking } from '../vendor.ts'
import { type ConomyTenant, conomyTenants } from './tenants.ts'
import { tenantOfToken } from './token.ts'

/**
 * Who asks: API key, then User-Agent, then bearer token, which is the tenant's static one or one that `POST /auth`
 * gave. A key and a token of different tenants do not go together. Throws a Problem: `unauthorized` (key, token) or
 * `missing` (User-Agent). What a missing key is answered with is not documented; it is taken to be the same as a
 * missing token.
 */
export function authenticate({ headers, now }: Pick<Asking, 'headers' | 'now'>): string {
  const owner = ownerOfKey(headers)
  if (!headers.get('user-agent')) throw missingUserAgent()
  const token = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === undefined) throw new Problem('unauthorized', 'The bearer token is missing')
  if (token !== owner.token && tenantOfToken(token, now) !== owner.clientId) {
    throw new Problem('unauthorized', 'The bearer token is not valid, or has expired')
  }
  return owner.clientId
}

/** The tenant whose API key is sent. Throws a Problem of kind `unauthorized`. */
export function ownerOfKey(headers: Headers): ConomyTenant {
  const apiKey = headers.get('x-api-key')
  if (!apiKey) throw new Problem('unauthorized', 'x-api-key is missing')
  const owner = conomyTenants.find((tenant) => tenant.apiKey === apiKey)
  if (!owner) throw new Problem('unauthorized', 'x-api-key is not valid')
  return owner
}

function missingUserAgent(): Problem {
  const message = 'User-Agent is required'
  return fieldProblem('missing', 'User-Agent', message, 'header')
}
