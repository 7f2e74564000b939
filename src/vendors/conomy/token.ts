import { claimsOfJwt, signedJwt } from '../../core/jwt.ts'
import type { Random } from '../../core/random.ts'

/** How long a token lives, in seconds. */
export const TOKEN_LIFE = 3600

/** Signs tokens; as public as everything here. Tokens outlive a restart, because nothing about them is stored. */
const KEY = 'fintech-sandbox conomy'

/** A JWT for a tenant, valid for an hour from `now`. */
export function issueToken(clientId: string, now: Date, random: Random): string {
  const iat = Math.floor(now.getTime() / 1000)
  const iss = 'https://api.conomyhq.com/sandbox'
  const claims = { iss, sub: clientId, clientId, iat, exp: iat + TOKEN_LIFE, jti: random.uuid() }
  return signedJwt(claims, KEY, { kid: 'sandbox' })
}

/** Whose token it is; undefined when it is not one of ours, was changed, or has expired. */
export function tenantOfToken(token: string, now: Date): string | undefined {
  const clientId = claimsOfJwt(token, KEY, now)?.clientId
  return typeof clientId === 'string' ? clientId : undefined
}
