import { claimsOfJwt, signedJwt } from '../../core/jwt.ts'
import type { Random } from '../../core/random.ts'

/** Signs tokens; as public as everything here. Tokens outlive a restart, because nothing about them is stored. */
const KEY = 'fintech-sandbox oak'

/** How long a refresh token lives, in seconds: thirty days. It is not published. */
export const REFRESH_LIFE = 30 * 24 * 3600

/** What a token is good for: calls, or the next token. */
type Use = 'access' | 'refresh'
type Issue = { now: Date; random: Random; life: number; use?: Use }

/** A JWT for a tenant, valid for `life` seconds from `now`; for calls unless another use is named. */
export function issueToken(tenant: string, { now, random, life, use = 'access' }: Issue): string {
  const iat = Math.floor(now.getTime() / 1000)
  const iss = 'https://sandbox-payments.oaknetwork.org'
  return signedJwt({ iss, sub: tenant, use, iat, exp: iat + life, jti: random.uuid() }, KEY, { kid: 'sandbox' })
}

/** Whose token it is; undefined when it is not one of ours for this use, was changed, or has expired. */
export function tenantOfToken(token: string, now: Date, wanted: Use = 'access'): string | undefined {
  const { sub, use } = claimsOfJwt(token, KEY, now) ?? {}
  return typeof sub === 'string' && use === wanted ? sub : undefined
}
