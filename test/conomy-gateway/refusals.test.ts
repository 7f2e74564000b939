import { expect, test } from 'vitest'
import { PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_TOP_UP, deposit } from './payments.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test.each([
  ['GET', '/payment-links'],
  ['POST', '/payment-links'],
  ['PATCH', '/payment-links/1'],
  ['GET', '/checkout-sessions'],
  ['POST', '/checkout-sessions'],
  ['GET', '/rules'],
  ['DELETE', '/rules/1'],
  ['GET', '/settlements'],
  ['GET', '/settlement-batches/1'],
  ['GET', '/payments/banks'],
  ['POST', '/transfers'],
])('what the vendor documents and the sandbox leaves out says so: %s %s', async (method, path) => {
  const sandbox = await freshSandbox()

  for (const prefix of ['/conomy', '/conomy/sandbox']) {
    const { status, body } = await sandbox.request(method, `${prefix}${path}`)
    expect(status).toBe(501)
    expect(body).toMatchObject({ code: '42', type: 'unimplemented', detail: expect.stringContaining(path) })
  }
})

test.each([
  ['GET', '/acounts', 'GET /conomy/accounts'],
  ['GET', '/payment', 'GET /conomy/payments'],
  ['POST', '/payments/1/capture', 'POST /conomy/payments/{id}/captured'],
  ['DELETE', '/payments/1', 'GET /conomy/payments/{id}'],
  ['GET', '/payment-linksx', 'GET /conomy/payments'],
])('a route that nobody documents is not found, and the nearest is named: %s %s', async (method, path, nearest) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, `/conomy${path}`)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31', type: 'notFound' })
  expect(body.detail).toBe(`There is no route ${method} /conomy${path}; the nearest is ${nearest}`)
})

test('row 84: an error has five fields, and under its older names three of them again', async () => {
  const sandbox = await freshSandbox()

  const answers = [
    await sandbox.request('GET', '/conomy/payments/nowhere'),
    await sandbox.request('GET', '/conomy/payments?limit=0'),
    await sandbox.request('POST', '/conomy/payments', {}),
    await sandbox.request('GET', '/conomy/payments', undefined, { as: null }),
    await sandbox.request('GET', '/conomy/rules'),
    await sandbox.request('GET', '/conomy/nowhere'),
  ]

  expect(answers.map(({ status }) => status)).toEqual([404, 400, 400, 401, 501, 404])
  for (const { status, body } of answers) {
    const { code, type, detail, traceId, ...rest } = body
    expect([code, type, detail, traceId].every((text) => typeof text === 'string' && text !== '')).toBe(true)
    expect(traceId).toMatch(UUID)
    expect(rest).toEqual({ status, statusCode: status, error: type, message: detail })
  }
  expect(new Set(answers.map(({ body }) => body.traceId)).size).toBe(answers.length)
})

test('without the aliases an error has five fields only', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { errorAliases: false } } })

  for (const path of ['/payments/nowhere', '/rules', '/nowhere', '/payments?limit=0']) {
    const { body } = await sandbox.request('GET', `/conomy${path}`)
    expect(Object.keys(body)).toEqual(['status', 'code', 'type', 'detail', 'traceId'])
  }
})

test("the other contract's errors never have aliases", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', '/conomy/customers/nobody?clientId=demo-client')

  expect(Object.keys(body)).toEqual(['status', 'code', 'type', 'detail', 'traceId'])
})

/** One call of every kind; none of them is ever carried out here. */
const OPERATIONS: [method: string, path: string, body?: object][] = [
  ['GET', '/accounts'],
  ['POST', '/accounts', {}],
  ['GET', '/accounts/unassigned'],
  ['DELETE', `/accounts/${PESOS}`],
  ['GET', '/identities'],
  ['POST', '/identities', {}],
  ['POST', '/payments', A_TOP_UP],
  ['GET', '/payments'],
  ['GET', '/payments/unassigned'],
  ['GET', '/payments/1'],
  ['GET', '/payments/1/customer'],
  ['POST', '/payments/1/captured'],
  ['POST', '/payments/1/assign', { accountId: PESOS }],
  ['POST', '/payments/1/documents', { type: 'kyc' }],
  ['POST', '/payments/1/documents/presign', { type: 'kyc', contentType: 'image/png' }],
  ['POST', '/payments/1/requestReview'],
  ['POST', '/payments/1/request-review'],
  ['POST', '/payments/1/resolveReview', { decision: 'APPROVED' }],
  ['POST', '/payments/1/resolve-review', { decision: 'APPROVED' }],
  ['POST', '/payments/received', { id: '1' }],
  ['POST', '/webhook/payments/received/payment-provider', { id: '1' }],
  ['DELETE', '/customers/1'],
]

test.each(OPERATIONS)(
  'rows 4 and 6: nothing is answered without key, name and token, in this order: %s %s',
  async (method, path, body) => {
    const sandbox = await freshSandbox()
    const ask = async (headers: Record<string, string>) => {
      const answer = await sandbox.request(method, `/conomy${path}`, body, { as: null, headers })
      return [answer.status, answer.body.code, answer.body.detail]
    }
    const key = { 'x-api-key': 'demo-api-key' }
    const nameless = { 'user-agent': '' }
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

    expect(await ask({ ...nameless, ...bearer('demo-token') })).toEqual([401, '41', 'x-api-key is missing'])
    expect(await ask({ ...nameless, 'x-api-key': 'x' })).toEqual([401, '41', 'x-api-key is not valid'])
    expect(await ask({ ...nameless, ...key })).toEqual([400, '12', 'User-Agent is required'])
    expect(await ask({ ...key, 'conomyhq-api-version': 'x' })).toEqual([401, '41', 'The bearer token is missing'])
    expect(await ask({ ...key, ...bearer('other-token') })).toEqual([401, '41', expect.stringContaining('not valid')])
  },
)

test('then come version, clientId, record, body, fields and state, one after the other', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  const ask = async (path: string, raw: string, headers: Record<string, string> = {}) => {
    const { status, body } = await sandbox.request('POST', `/conomy/payments/${path}`, undefined, { raw, headers })
    return [status, body.code]
  }

  expect(await ask('1/assign?clientId=other-client', '{', { 'conomyhq-api-version': 'x' })).toEqual([400, '11'])
  expect(await ask('1/assign?clientId=other-client', '{')).toEqual([404, '31'])
  expect(await ask('1/assign', '{')).toEqual([404, '31'])
  expect(await ask(`${id}/assign`, '{')).toEqual([400, '14'])
  expect(await ask(`${id}/assign`, '{"expectedAmount":5}')).toEqual([400, '12'])
  expect(await ask(`${id}/assign`, `{"accountId":"${PESOS}","expectedAmount":5}`)).toEqual([400, '11'])
  expect(await ask(`${id}/assign`, '{"accountId":"nowhere"}')).toEqual([404, '31'])
  expect(await ask(`${id}/documents`, '{"type":"kyc"}')).toEqual([422, '21'])
})

test('a clientId that says nothing is as good as none', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/conomy/payments?clientId=')

  expect(status).toBe(200)
})

test('with authentication off the demo tenant is meant', async () => {
  const sandbox = await freshSandbox({ auth: false })
  const { id } = await deposit(sandbox)

  const { status, body } = await sandbox.request('GET', `/conomy/payments/${id}`, undefined, {
    as: null,
    headers: { 'user-agent': '' },
  })

  expect(status).toBe(200)
  expect(body.id).toBe(id)
})
