import { createHmac, timingSafeEqual } from 'node:crypto'
import { isJsonObject } from '../../core/merge-patch.ts'

/** Signs and checks the tokens of people who have logged in; as public as everything here. */
const KEY = 'fintech-sandbox legaltalent'

/** What a token says. `exp` in seconds. */
export type Claims = { tenant_id: string; permissions: string[]; exp: number }

/** A JWT, HS256. */
export function signed(claims: Claims): string {
  const text = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${signature(text)}`
}

/** What a token of ours says, unless it was changed or has expired. */
export function claimsOf(token: string, now: Date): Claims | undefined {
  const [header, payload, given = '', ...more] = token.split('.')
  if (payload === undefined || more.length > 0) return undefined
  const expected = Buffer.from(signature(`${header}.${payload}`))
  const actual = Buffer.from(given)
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined
  const claims = parsed(payload)
  return isClaims(claims) && now.getTime() < claims.exp * 1000 ? claims : undefined
}

const signature = (text: string): string => createHmac('sha256', KEY).update(text).digest('base64url')

/** What is signed need not be JSON: the key is known to everybody. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const isClaims = (value: unknown): value is Claims =>
  isJsonObject(value) &&
  typeof value.tenant_id === 'string' &&
  typeof value.exp === 'number' &&
  Array.isArray(value.permissions)
