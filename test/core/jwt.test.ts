import { expect, test } from 'vitest'
import { hmac } from '../../src/core/hmac.ts'
import { claimsOfJwt, signedJwt } from '../../src/core/jwt.ts'

const KEY = 'a key'
const NOW = new Date('2026-04-20T12:00:00.000Z')
const CLAIMS = { sub: 'somebody', exp: NOW.getTime() / 1000 + 1 }

/** A token around any text, with a signature that is right. */
function around(text: string): string {
  const signed = `e30.${Buffer.from(text).toString('base64url')}`
  return `${signed}.${hmac(signed, KEY, 'base64url')}`
}

test('a token says what it was made of, and its header how it was signed', () => {
  const token = signedJwt(CLAIMS, KEY, { kid: 'one' })

  const [header = ''] = token.split('.')
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'one' })
  expect(claimsOfJwt(token, KEY, NOW)).toEqual(CLAIMS)
})

test('the example of RFC 7515, A.1, is genuine', () => {
  const key = Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  )
  const signed =
    'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.' +
    'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'

  expect(hmac(signed, key, 'base64url')).toBe('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
})

test('it ends with the second that it names', () => {
  const token = signedJwt(CLAIMS, KEY)

  expect(claimsOfJwt(token, KEY, new Date(NOW.getTime() + 999))).toEqual(CLAIMS)
  expect(claimsOfJwt(token, KEY, new Date(NOW.getTime() + 1000))).toBeUndefined()
})

test.each([
  ['of another key', signedJwt(CLAIMS, 'another key')],
  ['with a part too many', `${signedJwt(CLAIMS, KEY)}.x`],
  ['without a signature', signedJwt(CLAIMS, KEY).split('.').slice(0, 2).join('.')],
  ['that is blank', ''],
  ['that is dots', '..'],
  ['that has no end', signedJwt({ sub: 'somebody' }, KEY)],
  ['with an end that is a text', signedJwt({ ...CLAIMS, exp: '9999999999' }, KEY)],
  ['around no JSON', around('{')],
  ['around no object', around('7')],
])('a token %s says nothing', (_, token) => {
  expect(claimsOfJwt(token, KEY, NOW)).toBeUndefined()
})
