import { claimsOfJwt, signedJwt } from '../../core/jwt.ts'

/** Signs and checks the tokens of people who have logged in; as public as everything here. */
const KEY = 'fintech-sandbox legaltalent'

/** Who asks, and what they may. */
export type Grant = { tenant: string; permissions: readonly string[] }

type Life = { from: Date; until: Date }

/** The ID token of somebody who has logged in, as Cognito makes it: what is no standard claim begins with `custom:`. */
export function idToken(subject: string, { tenant, permissions }: Grant, { from, until }: Life): string {
  const claims = { tenant_id: tenant, 'custom:tenant_id': tenant, permissions }
  return signedJwt({ sub: subject, token_use: 'id', ...claims, iat: toSeconds(from), exp: toSeconds(until) }, KEY)
}

/** What a token of ours grants, unless it was changed or has expired. The tenant may be under either name. */
export function grantIn(token: string, now: Date): Grant | undefined {
  const { permissions, ...claims } = claimsOfJwt(token, KEY, now) ?? {}
  const tenant = claims.tenant_id ?? claims['custom:tenant_id']
  if (typeof tenant !== 'string' || tenant === '' || !isTexts(permissions)) return undefined
  return { tenant, permissions }
}

const toSeconds = (date: Date): number => Math.floor(date.getTime() / 1000)

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
