import { expect, test } from 'vitest'
import { ANDES, bearing, CONTROL, CUSTOMERS, ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = '/legaltalent/kyc/web-validation'

test('row 38: a new client_id makes a customer, and without one there is none', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', CUSTOMERS)).body.data.total

  const named = await sandbox.request('POST', PATH, { url: 'https://acme.example/shop', client_id: 'acme' })
  const nameless = await sandbox.request('POST', PATH, { url: 'https://acme.example' })

  expect([named.status, nameless.status]).toEqual([200, 200])
  expect(nameless.body.data).not.toHaveProperty('customer_id')
  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${named.body.data.customer_id}`)
  expect(body.data).toMatchObject({
    client_id: 'acme',
    name: 'acme',
    entity_type: 'company',
    website: 'https://acme.example/shop',
  })
  expect((await sandbox.request('GET', CUSTOMERS)).body.data.total).toBe(before + 1)
})

test('row 38: a known client_id makes no other customer, also not at once', async () => {
  const sandbox = await freshSandbox()
  const ask = (client_id: string) => sandbox.request('POST', PATH, { url: 'https://acme.example', client_id })

  const known = await ask('merchant_1001')
  const crowd = await Promise.all(Array.from({ length: 20 }, () => ask('crowd')))

  expect(known.body.data.customer_id).toBe(ANDES)
  expect(new Set(crowd.map(({ body }) => body.data.customer_id as string)).size).toBe(1)
})

test.each([
  ['https://acme.example', 100],
  ['http://acme.example', 70],
  ['http://192.0.2.1:8080/pay', 55],
  ['http://[2001:db8::1]/', 55],
  ['https://äcme.example', 95],
  ['https://acme.example/casino', 70],
  ['http://casino.example/CASINO?poker', 10],
])('%s is as reliable as %d', async (url, score) => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `${ME}/keywords`, { keywords: ['Casino', 'poker'] })

  const { body } = await sandbox.request('POST', PATH, { url })

  expect(body.data.reliability_score).toBe(score)
  const findings: { points: number }[] = body.data.findings
  expect(findings.reduce((sum, { points }) => sum + points, 50)).toBe(score)
})

test.each([
  ['nothing', {}],
  ['no address', { url: 'acme' }],
  ['an address of another kind', { url: 'ftp://acme.example' }],
  ['half an address', { url: 'http://[' }],
  ['an empty client_id', { url: 'https://acme.example', client_id: '' }],
  ['a blank client_id', { url: 'https://acme.example', client_id: ' ' }],
  ['an inactive customer', { url: 'https://acme.example', client_id: 'merchant_1003' }],
])('%s is refused and stores nothing', async (_what, body) => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', '/legaltalent/kyc/usage')).body

  const answer = await sandbox.request('POST', PATH, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', '/legaltalent/kyc/usage')).body).toEqual(before)
})

test.each([
  ['web-validation:create', 200],
  ['kyc:create', 200],
  ['kyc:read', 403],
])('with %s it is %d', async (permission, expected) => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', `${CONTROL}/tokens`, { permissions: [permission] })

  const { status } = await sandbox.request('POST', PATH, { url: 'https://acme.example' }, bearing(made.body.token))

  expect(status).toBe(expected)
})
