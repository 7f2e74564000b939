import { expect, test } from 'vitest'
import { address, contractOf } from '../../src/vendors/conomy/surface.ts'
import { ANA } from '../support/conomy.ts'
import { PESOS, VERSION } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const VERSIONED = { 'conomyhq-api-version': '24-04-2025' }
const TENANT = 'conomy-customers'
const GATEWAY = 'conomy-gateway'

/** The contract that a request means. */
const chosen = (method: string, target: string, headers: Record<string, string> = {}): string => {
  const [path = '', query = ''] = target.split('?')
  return address({ method, path, query: new Map(new URLSearchParams(query)), headers: new Headers(headers) }).surface
}

test.each([
  // 1: clientId decides, whatever the header says.
  ['GET', '/customers?clientId=a', {}, TENANT],
  ['GET', '/customers?clientId=a', VERSIONED, TENANT],
  ['POST', '/customers?clientId=a', VERSIONED, TENANT],
  ['PATCH', '/customers/1?clientId=a', VERSIONED, TENANT],
  ['DELETE', '/customers/1?clientId=a', {}, TENANT],
  ['POST', '/customers/1/documents?clientId=a', VERSIONED, TENANT],
  // 2, 4: a PATCH without clientId is the gateway's, which refuses keys of the other contract.
  ['PATCH', '/customers/1', {}, GATEWAY],
  ['PATCH', '/customers/1?clientId=', {}, GATEWAY],
  // 3: without clientId the header decides.
  ['GET', '/customers', VERSIONED, GATEWAY],
  ['GET', '/customers/1', VERSIONED, GATEWAY],
  ['POST', '/customers', VERSIONED, GATEWAY],
  ['PATCH', '/customers/1', VERSIONED, GATEWAY],
  ['GET', '/customers?clientId=', VERSIONED, GATEWAY],
  ['POST', '/customers/1/documents', VERSIONED, GATEWAY],
  // 5: only the gateway deletes.
  ['DELETE', '/customers/1', {}, GATEWAY],
  // 6: anything else without clientId is the tenant's, which asks for it.
  ['GET', '/customers', {}, TENANT],
  ['GET', '/customers?clientId=', {}, TENANT],
  ['GET', '/customers/1', {}, TENANT],
  ['POST', '/customers', {}, TENANT],
  ['PATCH', '/customers', {}, TENANT],
  ['DELETE', '/customers', {}, TENANT],
  ['POST', '/customers/1/documents', {}, TENANT],
  ['PATCH', '/customers/1/documents', {}, TENANT],
  // Everything else is the gateway's.
  ['GET', '/accounts', {}, GATEWAY],
  ['GET', '/accounts?clientId=a', {}, GATEWAY],
  ['POST', '/auth', {}, GATEWAY],
  ['GET', '/customersx', {}, GATEWAY],
  ['GET', '/', {}, GATEWAY],
  ['GET', '', {}, GATEWAY],
])('%s %s with headers %o is of %4$s', (method, target, headers, surface) => {
  expect(chosen(method, target, headers)).toBe(surface)
  expect(chosen(method, `/sandbox${target}`, headers)).toBe(surface)
})

test.each([
  ['PATCH', '/customers/1', {}, ['operationLevel'], 'refused'],
  ['PATCH', '/customers/1', VERSIONED, ['country', 'lastName'], 'refused'],
  ['PATCH', '/customers/1?clientId=a', VERSIONED, ['operationLevel'], TENANT],
  ['PATCH', '/customers/1', VERSIONED, ['lastName', 'address'], GATEWAY],
])('%s %s with headers %o and the keys %o is of %s', (method, target, headers, keys, contract) => {
  const [path = '', query = ''] = target.split('?')
  const asked = { method, path, query: new Map(new URLSearchParams(query)), headers: new Headers(headers) }

  expect(contractOf(asked, keys)).toBe(contract)
})

test('an unknown version means the gateway, which refuses it', () => {
  expect(chosen('GET', '/customers', { 'conomyhq-api-version': '01-01-2020' })).toBe(GATEWAY)
})

test('/sandbox in front is taken off, once and as a whole word', () => {
  const rest = (path: string): string => address({ method: 'GET', path, query: new Map(), headers: new Headers() }).path

  expect(rest('/sandbox/customers/1')).toBe('/customers/1')
  expect(rest('/sandbox')).toBe('')
  expect(rest('/sandbox/sandbox/customers')).toBe('/sandbox/customers')
  expect(rest('/sandboxed/customers')).toBe('/sandboxed/customers')
  expect(rest('/customers/sandbox')).toBe('/customers/sandbox')
})

test('A.7, 1: clientId chooses the tenant contract, whatever the version header says', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(
    'GET',
    `/conomy/customers/${ANA}?clientId=demo-client`,
    undefined,
    VERSION,
  )

  expect(status).toBe(200)
  expect(body).toMatchObject({ clientId: 'demo-client', operationLevel: 'BASIC' })
})

test('A.7, 2: a change of tier without clientId is refused, naming it', async () => {
  const sandbox = await freshSandbox()

  for (const options of [{}, VERSION]) {
    const { status, body } = await sandbox.request(
      'PATCH',
      `/conomy/customers/${ANA}`,
      { operationLevel: 'FULL' },
      options,
    )
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '12', detail: expect.stringContaining('clientId') })
  }
})

test('A.7, 3: the version header chooses the gateway', async () => {
  const sandbox = await freshSandbox()

  const one = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION)
  const list = await sandbox.request('GET', '/conomy/customers', undefined, VERSION)

  expect(one).toMatchObject({ status: 200, body: { id: ANA, address: {} } })
  expect(one.body).not.toHaveProperty('operationLevel')
  expect(list).toMatchObject({ status: 200, body: { pagination: { previous: 0 } } })
})

test('A.7, 4 and 5: PATCH with keys of the gateway, and DELETE, need neither', async () => {
  const sandbox = await freshSandbox()

  const patched = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, { lastName: 'Paz' })
  const deleted = await sandbox.request('DELETE', `/conomy/customers/${ANA}`)

  expect(patched).toMatchObject({ status: 201, body: { lastName: 'Paz' } })
  expect(deleted.status).toBe(204)
})

test.each([
  ['GET', '/conomy/customers', undefined],
  ['GET', `/conomy/customers/${ANA}`, undefined],
  ['POST', '/conomy/customers', { email: 'a@example.com' }],
  ['POST', `/conomy/customers/${ANA}/documents`, { type: 'kyc' }],
])(
  'A.7, 6: %s %s without either is asked for clientId, and answered 201 or 200 with the header',
  async (method, path, body) => {
    const sandbox = await freshSandbox()

    const without = await sandbox.request(method, path, body)
    const versioned = await sandbox.request(method, path, body && { firstName: 'Eva', ...body }, VERSION)

    expect(without).toMatchObject({ status: 400, body: { code: '12', detail: expect.stringContaining('clientId') } })
    expect(versioned.status).toBe(method === 'GET' ? 200 : 201)
  },
)

test('a PATCH that cannot be read is refused as such', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', `/conomy/customers/${ANA}`, undefined, {
    raw: '{"lastName":',
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '14' })
})

test.each([
  `/customers/${ANA}`,
  `/customers/${ANA}?clientId=demo-client`,
  '/customers',
  `/accounts/${PESOS}`,
  '/accounts',
  '/identities',
  '/payments',
  '/payments/nowhere',
])('row 57: an unknown version is refused before anything is looked up: %s', async (path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy${path}`, undefined, {
    headers: { 'conomyhq-api-version': '01-01-2020' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11', detail: expect.stringContaining('conomyhq-api-version') })
})

test.each(['/accounts', `/accounts/${PESOS}`, '/identities', '/payments'])(
  'with and without the documented version, and row 7: with and without /sandbox, the answer is the same: %s',
  async (path) => {
    const sandbox = await freshSandbox()

    const plain = await sandbox.request('GET', `/conomy${path}`)
    const versioned = await sandbox.request('GET', `/conomy${path}`, undefined, VERSION)
    const prefixed = await sandbox.request('GET', `/conomy/sandbox${path}`)
    const long = await sandbox.request('GET', `/conomy-gateway${path}`)

    expect(plain.status).toBe(200)
    for (const { status, body } of [versioned, prefixed, long]) {
      expect({ status, body }).toEqual({ status: 200, body: plain.body })
    }
  },
)
