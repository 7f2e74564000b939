import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { ANDES, BASIC, CUSTOMERS, SUPPLIER_SUBJECT, VALIDATION_ERROR, VENDORS_WEEKLY } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const IDS: Readonly<Record<string, string>> = {
  id: ANDES,
  session_id: '1e000000-0000-4000-8000-000000000005',
  access_token: '17000000-0000-4000-8000-000000000005',
  workflow_id: BASIC,
  watchlist_id: VENDORS_WEEKLY,
  subject_id: SUPPLIER_SUBJECT,
  step_id: 'step_1',
  type: 'basic-kyc',
}

const contract = await Contract.load()

/** Every operation of the API that takes JSON, about something that is there. */
const WRITES = contract.operations
  .filter(
    ({ surface, isControl, body }) => surface === 'legaltalent' && !isControl && body?.schemas.has('application/json'),
  )
  .map(({ id, method, path, body }) => ({
    name: id,
    method: method.toUpperCase(),
    path: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => IDS[name] ?? `{${name}}`),
    isRequired: body?.isRequired === true,
  }))
  .filter(({ path }) => !path.includes('{'))

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

test('what is spoilt below is most of the API', () => {
  expect(WRITES.length).toBeGreaterThan(25)
})

test.each<[what: string, raw: string | Uint8Array]>([
  ['a body that breaks off', '{"name":"New"'],
  ['a body with a comma too many', '{"name":"New",}'],
  ['a form', 'name=New&client_id=x'],
  ['a body that is not UTF-8', Buffer.from('{"name":"Garc\xeda"}', 'latin1')],
  ['a body nested 100,000 deep', `{"metadata":${deep(100_000)}}`],
  ['a list', '[{"name":"New"}]'],
  ['a text', '"New"'],
  ['a number', '5'],
  ['null', 'null'],
  ['a body with a __proto__ key', '{"name":"New","__proto__":{"tenant":"tenant_other"}}'],
  ['metadata with a __proto__ key', '{"name":"New","metadata":{"__proto__":{"a":1}}}'],
  ['more than a megabyte', `{"name":"${'x'.repeat(1024 * 1024)}"}`],
])('row 17: %s is refused everywhere, and nothing is stored', async (_what, raw) => {
  const sandbox = await freshSandbox()
  const before = await exported(sandbox)

  for (const { name, method, path } of WRITES) {
    const { status, body } = await sandbox.request(method, path, undefined, { raw })
    expect({ name, status, error: body.error }).toMatchObject({ name, status: 400, error: VALIDATION_ERROR })
  }

  expect(await exported(sandbox)).toBe(before)
})

test('row 17: no body at all is refused where there has to be one', async () => {
  const sandbox = await freshSandbox()
  const before = await exported(sandbox)

  for (const { name, method, path } of WRITES.filter(({ isRequired }) => isRequired)) {
    const { status } = await sandbox.request(method, path)
    expect({ name, status }).toEqual({ name, status: 400 })
  }

  expect(await exported(sandbox)).toBe(before)
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
  'JSON that says it is %s is refused',
  async (type) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('POST', CUSTOMERS, undefined, {
      raw: '{"name":"New"}',
      headers: { 'content-type': type },
    })

    expect(status).toBe(400)
    expect(body.error).toMatchObject(VALIDATION_ERROR)
  },
)

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a customer may be called %s as any other, and nobody else is',
  async (client_id) => {
    const sandbox = await freshSandbox()
    const none = await sandbox.request('GET', `${CUSTOMERS}?client_id=${client_id}`)

    const made = await sandbox.request('POST', CUSTOMERS, { name: client_id, client_id, metadata: { constructor: 1 } })
    const again = await sandbox.request('POST', CUSTOMERS, { name: client_id, client_id })
    const found = await sandbox.request('GET', `${CUSTOMERS}?client_id=${client_id}`)

    expect(none.body.data.count).toBe(0)
    expect([made.status, again.status]).toEqual([201, 409])
    expect(found.body.data.customers).toMatchObject([{ client_id, metadata: { constructor: 1 } }])
  },
)

test.each(['__proto__', 'constructor', '%00', '..%2f..%2fetc', 'x'.repeat(5000)])(
  'there is no record %s',
  async (id) => {
    const sandbox = await freshSandbox()

    for (const path of ['customers', 'kyc/sessions', 'kyc/workflows', 'kyc/watchlists']) {
      const { status } = await sandbox.request('GET', `/legaltalent/${path}/${id}`)
      expect([path, status]).toEqual([path, 404])
    }
  },
)

test('a template that every object has is none', async () => {
  const sandbox = await freshSandbox()

  for (const type of ['constructor', '__proto__', 'toString']) {
    const { status } = await sandbox.request('POST', `/legaltalent/kyc/workflows/from-template/${type}`, {})
    expect(status).toBe(404)
  }
})
