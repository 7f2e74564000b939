import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../core/random.ts'

/** Signs tokens; as public as everything here. Tokens outlive a restart, because nothing about them is stored. */
const KEY = 'fintech-sandbox oak'

/** How long a refresh token lives, in seconds: thirty days. It is not published. */
export const REFRESH_LIFE = 30 * 24 * 3600

/** What a token is good for: calls, or the next token. */
type Use = 'access' | 'refresh'
type Claims = { iss: string; sub: string; use: Use; iat: number; exp: number; jti: string }
type Issue = { now: Date; random: Random; life: number; use?: Use }

/** A JWT (HS256) for a tenant, valid for `life` seconds from `now`; for calls unless another use is named. */
export function issueToken(tenant: string, { now, random, life, use = 'access' }: Issue): string {
  const iat = Math.floor(now.getTime() / 1000)
  const claims: Claims = {
    iss: 'https://sandbox-payments.oaknetwork.org',
    sub: tenant,
    use,
    iat,
    exp: iat + life,
    jti: random.uuid(),
  }
  const signed = [{ alg: 'HS256', typ: 'JWT', kid: 'sandbox' }, claims].map(encode).join('.')
  return `${signed}.${signature(signed)}`
}

/** Whose token it is; undefined when it is not one of ours for this use, was changed, or has expired. */
export function tenantOfToken(token: string, now: Date, use: Use = 'access'): string | undefined {
  const [header, payload, given = '', ...more] = token.split('.')
  if (more.length > 0) return undefined
  const expected = Buffer.from(signature(`${header}.${payload}`))
  const actual = Buffer.from(given)
  if (payload === undefined || actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  return isClaims(claims) && claims.use === use && now.getTime() < claims.exp * 1000 ? claims.sub : undefined
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const signature = (text: string): string => createHmac('sha256', KEY).update(text).digest('base64url')

/** What is under our own signature was written by `issueToken`; this only tells the compiler. */
const isClaims = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && 'exp' in value && 'sub' in value
