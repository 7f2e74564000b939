import { Problem } from '../../../core/problem.ts'
import { conomyTenants } from '../tenants.ts'

/**
 * Who asks: API key, then User-Agent, then bearer token. A key and a token of different tenants do not go together.
 * Throws a Problem: `unauthorized` (key, token) or `missing` (User-Agent). What a missing key is answered with is not
 * documented; it is taken to be the same as a missing token.
 */
export function authenticate(headers: Headers): string {
  const apiKey = headers.get('x-api-key')
  if (!apiKey) throw new Problem('unauthorized', 'x-api-key is missing')
  const owner = conomyTenants.find((tenant) => tenant.apiKey === apiKey)
  if (!owner) throw new Problem('unauthorized', 'x-api-key is not valid')
  if (!headers.get('user-agent')) throw missingUserAgent()
  const token = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === undefined) throw new Problem('unauthorized', 'The bearer token is missing')
  if (token !== owner.token) throw new Problem('unauthorized', 'The bearer token is not valid')
  return owner.clientId
}

function missingUserAgent(): Problem {
  const message = 'User-Agent is required'
  return new Problem('missing', message, { faults: [{ kind: 'missing', in: 'header', field: 'User-Agent', message }] })
}
