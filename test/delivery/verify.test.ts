import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vendors } from '../../src/vendors/index.ts'
import type { Arrived, VendorSettings } from '../../src/vendors/vendor.ts'

const SECRET = 'a secret of mine'
const AT = new Date('2024-12-26T16:00:00Z')

function webhooksOf(name: string) {
  const vendor = vendors.find((candidate) => candidate.name === name)
  if (!vendor) throw new Error(`There is no vendor ${name}`)
  return vendor.webhooks
}

const CONOMY = '{"eventType":"customer.levelChanged","customer":{"firstName":"Íñigo"}}'
const CONOMY_SIGNATURE = 'b6d856997baab3fd40316cb1eada33b08510bfbc3f578dd595b5f15713b2e9de'
const LEGACY =
  '{"event":"Transaction.Captured","data":{"transaction":{"id":"69e25243baa9fd9b463d6bad","totalAmount":"1500000"}}'
const LEGACY_SIGNED = `${LEGACY},"signature":"759c132fe7e46cd1e13718a0b2c81e8c275c08cb2a9d592de2e9f460ecd060ed"}`
const OAK = '{"id":"4b6d","event":"customer.created","data":{"id":"cus_1"}}'
const OAK_SIGNATURE = '4c8d7bb33a00f3b91cc867483320704b13d176dc53f7adc7a36951954297cca7'
const OAK_BODY_SIGNATURE = '6dbb939c54938fd19985e466bcba4a30d2b8a22137ed1ee44ae73ddcba74c94d'
const LEGALTALENT =
  '{"id":"evt_abc123def456","type":"kyc.session.processed","created":1735228800,"data":{"session_id":"660e8400-e29b-41d4-a716-446655440001"}}'
const LEGALTALENT_SECRET = 'whsec_test_0123456789abcdef0123a1b2'
const TIME = { 'x-webhook-timestamp': '1735228800' }

const oak = (signature: string): Arrived => ({ headers: { 'crowdsplit-signature': signature }, body: OAK })

// The signatures were made with openssl, and not with our code.
test.each<[what: string, vendor: string, arrived: Arrived, secret: string, event: string]>([
  [
    'Conomy, over the bytes',
    'conomy',
    { headers: { 'x-webhook-signature': CONOMY_SIGNATURE }, body: CONOMY },
    SECRET,
    'customer.levelChanged',
  ],
  ['Conomy, in the older envelope', 'conomy', { headers: {}, body: LEGACY_SIGNED }, SECRET, 'Transaction.Captured'],
  [
    'LegalTalent, over time and body',
    'legaltalent',
    {
      headers: {
        ...TIME,
        'x-webhook-signature': 'sha256=68e3f0e01062514542ec7bda9874ce2649a4d87deef7a20082082d51322802ad',
      },
      body: LEGALTALENT,
    },
    LEGALTALENT_SECRET,
    'kyc.session.processed',
  ],
  [
    'LegalTalent, over the body alone',
    'legaltalent',
    {
      headers: {
        ...TIME,
        'x-webhook-signature': 'sha256=3b344bd236998716ef7d8bceff35405033904b39eabb045dc6240f84a7496f4f',
      },
      body: LEGALTALENT,
    },
    LEGALTALENT_SECRET,
    'kyc.session.processed',
  ],
  ['Oak, over time and body', 'oak', oak(`t=1735228800,v1=${OAK_SIGNATURE}`), SECRET, 'customer.created'],
  ['Oak, in another order', 'oak', oak(`v1=${OAK_SIGNATURE}, t=1735228800`), SECRET, 'customer.created'],
  ['Oak, a bare value over the body', 'oak', oak(OAK_BODY_SIGNATURE), SECRET, 'customer.created'],
  [
    'Oak, under its newest name',
    'oak',
    { headers: { 'oak-signature': `t=1735228800,v1=${OAK_SIGNATURE}` }, body: OAK },
    SECRET,
    'customer.created',
  ],
])('%s: a signature that is known to be right is genuine', (_what, vendor, arrived, secret, event) => {
  expect(webhooksOf(vendor).verify(arrived, secret, AT)).toEqual({ signature: 'genuine', event })
})

test.each<[what: string, vendor: string, arrived: Arrived]>([
  ['of another body', 'conomy', { headers: { 'x-webhook-signature': CONOMY_SIGNATURE }, body: `${CONOMY} ` }],
  ['in capitals', 'conomy', { headers: { 'x-webhook-signature': CONOMY_SIGNATURE.toUpperCase() }, body: CONOMY }],
  ['in the body, of another one', 'conomy', { headers: {}, body: LEGACY_SIGNED.replace('1500000', '2500000') }],
  [
    'without its scheme',
    'legaltalent',
    { headers: { ...TIME, 'x-webhook-signature': CONOMY_SIGNATURE }, body: LEGALTALENT },
  ],
  ['of another time', 'oak', oak(`t=1735228801,v1=${OAK_SIGNATURE}`)],
  ['with an empty time', 'oak', oak(`t=,v1=${OAK_BODY_SIGNATURE}`)],
  ['of the body alone, with a time', 'oak', oak(`t=1735228800,v1=${OAK_BODY_SIGNATURE}`)],
  ['that comes second', 'oak', oak(`t=1735228800,v1=${CONOMY_SIGNATURE},v1=${OAK_SIGNATURE}`)],
  ['with a scheme', 'oak', oak(`sha256=${OAK_BODY_SIGNATURE}`)],
  ['of nothing', 'oak', oak('')],
])('a signature %s is wrong (%s)', (_what, vendor, arrived) => {
  expect(webhooksOf(vendor).verify(arrived, SECRET, AT).signature).toBe('wrong')
})

test('a webhook whose time is more than five minutes off is genuine, with the advice that Oak gives', () => {
  const webhooks = webhooksOf('oak')
  const arrived = oak(`t=1735228800,v1=${OAK_SIGNATURE}`)

  expect(webhooks.verify(arrived, SECRET, new Date('2024-12-26T16:05:00Z'))).not.toHaveProperty('remark')
  expect(webhooks.verify(arrived, SECRET, new Date('2024-12-26T16:05:01Z'))).toMatchObject({
    signature: 'genuine',
    remark: 'its time is 301 s off, and Oak tells receivers to refuse more than 300 s',
  })
})

const cases = vendors.flatMap(({ name, webhooks }) => webhooks.dialects.map((dialect) => [name, dialect] as const))

test.each(cases)('whatever %s seals in the dialect %s verifies with its secret and no other', (vendor, dialect) => {
  const webhooks = webhooksOf(vendor)
  const secrets = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 })
  const payloads = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))
  const forms = fc.constantFrom<VendorSettings>({}, { signatureForm: 'body' }, { signatureForm: 'timestamp.body' })
  fc.assert(
    fc.property(secrets, payloads, forms, (secret, data, settings) => {
      const sealed = webhooks.seal(messageOf(vendor, dialect, data), secret, { now: AT, settings })

      expect(webhooks.verify(sealed, secret, AT)).toMatchObject({ signature: 'genuine' })
      expect(webhooks.verify(sealed, `${secret}x`, AT)).toMatchObject({ signature: 'wrong' })
    }),
    { numRuns: 20 },
  )
})

test.each(cases)('what %s seals without a secret, in the dialect %s, has no signature', (vendor, dialect) => {
  const webhooks = webhooksOf(vendor)

  const sealed = webhooks.seal(messageOf(vendor, dialect, { id: 'evt_1' }), null, { now: AT, settings: {} })

  expect(webhooks.verify(sealed, SECRET, AT)).toEqual({ signature: 'absent', event: undefined })
})

test.each(vendors.map(({ name }) => name))('%s says of a body that is no JSON that it names no event', (vendor) => {
  for (const body of ['', '{', '[]', 'null', '"text"']) {
    expect(webhooksOf(vendor).verify({ headers: {}, body }, SECRET, AT)).toEqual({
      signature: 'absent',
      event: undefined,
    })
  }
})

const messageOf = (vendor: string, dialect: string, data: unknown) => ({
  id: 'msg_1',
  vendor,
  tenant: 'any',
  event: 'any',
  dialect,
  data,
  createdAt: AT.toISOString(),
})
