import { claimsOfJwt, signedJwt } from '../../core/jwt.ts'

/** Signs and checks the tokens of people who have logged in; as public as everything here. */
const KEY = 'fintech-sandbox legaltalent'

/** What a token says. `exp` in seconds. */
export type Claims = { tenant_id: string; permissions: string[]; exp: number }

/** A JWT, HS256. */
export const signed = (claims: Claims): string => signedJwt(claims, KEY)

/** What a token of ours says, unless it was changed or has expired. */
export function claimsOf(token: string, now: Date): Claims | undefined {
  const claims = claimsOfJwt(token, KEY, now)
  return claims && isClaims(claims) ? claims : undefined
}

const isClaims = (claims: Partial<Record<keyof Claims, unknown>>): claims is Claims =>
  typeof claims.tenant_id === 'string' && typeof claims.exp === 'number' && Array.isArray(claims.permissions)
