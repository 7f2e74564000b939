import { hmac, isHmac } from './hmac.ts'
import { parsedObject } from './json-object.ts'

/** A JWT, HS256. `header` is what its header says beside that. */
export function signedJwt(claims: object, key: string, header: object = {}): string {
  const text = [{ alg: 'HS256', typ: 'JWT', ...header }, claims].map(encoded).join('.')
  return `${text}.${hmac(text, key, 'base64url')}`
}

/** What a token says that was signed with the key; undefined when it was not, or its `exp`, in seconds, is over. */
export function claimsOfJwt(token: string, key: string, now: Date): Readonly<Record<string, unknown>> | undefined {
  const [header = '', payload = '', signature = '', ...more] = token.split('.')
  if (more.length > 0 || !isHmac(signature, `${header}.${payload}`, key, 'base64url')) return undefined
  // The keys are public, so what is signed may be anything.
  const claims = parsedObject(Buffer.from(payload, 'base64url').toString('utf8'))
  return typeof claims.exp === 'number' && now.getTime() < claims.exp * 1000 ? claims : undefined
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
