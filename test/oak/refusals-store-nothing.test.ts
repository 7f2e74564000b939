import { expect, test } from 'vitest'
import { CUSTOMERS, formWith, GRACE, JOAO, OTHERS, UNKNOWN, WEBHOOKS } from '../support/oak.ts'
import { SUBSCRIPTIONS } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

type Call = { method: string; path: string; body?: unknown; raw?: string | FormData; type?: string; as?: null }

const GRANT = '/oak/api/v1/merchant/token/grant'
const TAKEN = 'https://example.com/taken'
const FILES = `${CUSTOMERS}/${GRACE}/files`
const NEW = { email: 'new@example.com' }
const SYNC = { providers: ['stripe'], fields: ['email'] }
const A_FILE = { file: new Blob(['a passport']), file_type: 'PASSPORT' }

const create = (body: unknown): Call => ({ method: 'POST', path: CUSTOMERS, body })
const update = (id: string, body: unknown = { first_name: 'José' }): Call => ({
  method: 'PUT',
  path: `${CUSTOMERS}/${id}`,
  body,
})
const sync = (body: unknown, id = GRACE): Call => ({ method: 'POST', path: `${CUSTOMERS}/${id}/sync`, body })
const upload = (raw: FormData, id = GRACE): Call => ({ method: 'POST', path: `${CUSTOMERS}/${id}/files`, raw })
const populate = (body: unknown, id = GRACE): Call => ({ method: 'POST', path: `${CUSTOMERS}/${id}/platforms`, body })
const register = (body: unknown): Call => ({ method: 'POST', path: WEBHOOKS, body })

const CALLS: [number, string, Call, number][] = [
  [3, 'a grant without a secret', { method: 'POST', path: GRANT, body: { client_id: 'demo-client' } }, 422],
  [3, 'a grant that is no JSON', { method: 'POST', path: GRANT, raw: '{', type: 'application/json' }, 422],
  [7, 'a create without a token', { ...create(NEW), as: null }, 401],
  [7, 'a webhook without a token', { ...register({ url: 'https://example.com/new' }), as: null }, 401],
  [11, 'a create without an e-mail', create({ first_name: 'Ada' }), 422],
  [12, 'a create with a wrong e-mail', create({ email: 'ada' }), 422],
  [13, 'a create with an e-mail that is taken', create({ email: 'grace.hopper@example.com' }), 400],
  [13, 'an update to an e-mail that is taken', update(JOAO, { email: 'grace.hopper@example.com' }), 400],
  [14, 'a create with a country that is none', create({ ...NEW, country_code: 'xx' }), 422],
  [15, 'a create with another document type', create({ ...NEW, document_type: 'licence' }), 422],
  [15, 'an update to another document type', update(JOAO, { document_type: 'licence' }), 400],
  [18, 'an update of nobody', update('non-existent-id'), 404],
  [19, 'an update of a payment method as a customer', update(`pm_${UNKNOWN}`), 422],
  [30, 'a list with a limit of 0', { method: 'GET', path: `${CUSTOMERS}?limit=0` }, 422],
  [33, 'a sync with two providers', sync({ ...SYNC, providers: ['stripe', 'bridge'] }), 400],
  [33, 'a sync with an unknown field', sync({ ...SYNC, fields: ['shoe_size'] }), 400],
  [38, 'a file of 6 MB', upload(formWith({ ...A_FILE, file: new Blob([new Uint8Array(6_291_456)]) })), 400],
  [38, 'a file of an unknown type', upload(formWith({ ...A_FILE, file_type: 'SELFIE' })), 400],
  [38, 'an upload that is text', { method: 'POST', path: FILES, raw: '[object Object]', type: 'text/plain' }, 400],
  [40, 'a sync of nobody', sync(SYNC, UNKNOWN), 404],
  [40, 'a file for somebody else’s customer', upload(formWith(A_FILE), OTHERS), 404],
  [40, 'a platform of nobody', populate({ provider: 'stripe' }, UNKNOWN), 404],
  [
    42,
    'a platform without a body',
    { method: 'POST', path: `${CUSTOMERS}/${GRACE}/platforms`, raw: '', type: 'application/json' },
    400,
  ],
  [42, 'a platform without a provider', populate({ target_role: 'customer' }), 422],
  [50, 'a webhook with a URL that is taken', register({ url: TAKEN }), 400],
  [51, 'a webhook with a URL that is too long', register({ url: `https://example.com/${'a'.repeat(236)}` }), 400],
  [51, 'a webhook without a URL', register({ description: 'none' }), 400],
]

async function call(sandbox: TestSandbox, { method, path, body, raw, type, as }: Call): Promise<number> {
  const packed = raw instanceof FormData ? new Response(raw) : undefined
  const sent = packed ? new Uint8Array(await packed.arrayBuffer()) : raw
  const contentType = packed?.headers.get('content-type') ?? type
  const answer = await sandbox.request(method, path, body, {
    ...(as === null && { as }),
    ...(sent !== undefined && { raw: sent as string | Uint8Array }),
    ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
  })
  return answer.status
}

/** The whole state, byte for byte. */
async function stateOf(sandbox: TestSandbox): Promise<string> {
  const response = await sandbox.fetch(new Request('http://localhost:4010/_sandbox/export'))
  return await response.text()
}

test.each(CALLS)('row %i: %s leaves everything as it was', async (_row, _what, refused, expected) => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', WEBHOOKS, { url: TAKEN })
  const before = await stateOf(sandbox)

  const status = await call(sandbox, refused)

  expect(status).toBe(expected)
  expect(await stateOf(sandbox)).toBe(before)
})

test('what is looked at would have changed if it had been let through', async () => {
  const sandbox = await freshSandbox()
  const before = await stateOf(sandbox)

  const status = await call(sandbox, create(NEW))

  expect(status).toBe(200)
  expect(await stateOf(sandbox)).not.toBe(before)
})

test.each([
  ['GET', CUSTOMERS],
  ['DELETE', `${CUSTOMERS}/${GRACE}/payment_methods/0c000000-0000-4000-8000-000000000001`],
  ['PATCH', `${SUBSCRIPTIONS}/subscriptions/0f000000-0000-4000-8000-000000000101/cancel`],
  ['POST', '/oak/api/v1/payments/0e000000-0000-4000-8000-000000000001/sandbox/settle'],
])('row 9: %s %s is served with an empty body that calls itself JSON', async (method, path) => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }

  const response = await fetch(url + path, { method, headers })

  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ msg: expect.any(String) })
})
