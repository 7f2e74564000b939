import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSensitive, maskedTarget, maskedText } from '../../src/core/masking.ts'

const SECRET = 'hunter2'
const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'

test.each([
  'authorization',
  'Proxy-Authorization',
  'x-api-key',
  'apiKey',
  'api_key',
  'cookie',
  'set-cookie',
  'clientSecret',
  'client_secret',
  'accessToken',
  'access_token',
  'refresh_token',
  'password',
  'X-Webhook-Signature',
  'card_number',
  'cardNumber',
  'cvv',
  'CVC',
  'security_code',
])('the value of %s is a secret', (name) => {
  expect(isSensitive(name)).toBe(true)
})

test.each([
  'email',
  'clientId',
  'token_type',
  'tokenType',
  'content-type',
  'key',
  'grant_type',
  'documentNumber',
  'cvl',
  'card_brand',
])('the value of %s is none', (name) => {
  expect(isSensitive(name)).toBe(false)
})

test('secrets of a JSON body are masked wherever they are, and the rest is as it was', () => {
  const body = {
    clientId: 'a',
    clientSecret: SECRET,
    inner: [{ password: SECRET, email: 'a@b' }],
    token: null,
    tokens: { a: SECRET },
  }

  const masked = JSON.parse(maskedText(JSON.stringify(body), JSON_TYPE))

  expect(masked).toEqual({
    clientId: 'a',
    clientSecret: '********',
    inner: [{ password: '********', email: 'a@b' }],
    token: null,
    tokens: '********',
  })
})

test('a secret is masked wherever else it stands in the same body, as in the link that it opens', () => {
  const body = { id: 'short', url: 'https://a.example/s/long-enough', access_token: 'long-enough', pin_token: 'short' }

  expect(JSON.parse(maskedText(JSON.stringify(body), JSON_TYPE))).toEqual({
    id: 'short',
    url: 'https://a.example/s/********',
    access_token: '********',
    pin_token: '********',
  })
})

test('a form is masked pair by pair', () => {
  const text = `grant_type=client_credentials&client_secret=${SECRET}&client%5Fsecret=${SECRET}&scope=a`

  expect(maskedText(text, FORM)).toBe(
    'grant_type=client_credentials&client_secret=********&client%5Fsecret=********&scope=a',
  )
})

test('a query is masked pair by pair, and a path is left alone', () => {
  expect(maskedTarget(`/a/token?clientId=a&token=${SECRET}`)).toBe('/a/token?clientId=a&token=********')
  expect(maskedTarget('/a/token')).toBe('/a/token')
})

test.each([
  [`{"a":1,"clientSecret":"${SECRET}","b":`, '{"a":1,"clientSecret":"********","b":'],
  [`{"clientSecret":"${SECRET}`, '{"clientSecret":"********"'],
  [`{"clientSecret" : "${SECRET} and \\"more\\"", "b": 2`, '{"clientSecret" : "********", "b": 2'],
  [`{"pin_token": ${'12345'}, "b"`, '{"pin_token": "********", "b"'],
  [`{"tokens":{"a":"${SECRET}"},"b":`, '{"tokens":"********"'],
  [`{"tokens":["${SECRET}`, '{"tokens":"********"'],
])('a body that is cut off or malformed is masked by its looks: %s', (text, masked) => {
  expect(maskedText(text, JSON_TYPE)).toBe(masked)
})

test('a secret is nowhere, wherever a body is cut off', () => {
  const value = fc.letrec((tie) => ({
    json: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('json'), { maxLength: 3 }),
    object: fc.dictionary(fc.constantFrom('a', 'b', 'name'), tie('json'), { maxKeys: 3 }),
  })).json
  const held = fc.oneof(
    fc.constant(`${SECRET}-${SECRET}`),
    fc.constant([SECRET, SECRET]),
    fc.constant({ a: SECRET, b: [SECRET] }),
  )

  fc.assert(
    fc.property(value, held, fc.nat(), fc.integer({ min: 0, max: 2 }), (other, secret, cut, indent) => {
      const text = JSON.stringify({ other, inner: [{ accessToken: secret }], last: other }, null, indent)

      expect(maskedText(text.slice(0, cut % (text.length + 1)), JSON_TYPE)).not.toContain(SECRET)
    }),
    { numRuns: 500 },
  )
})
