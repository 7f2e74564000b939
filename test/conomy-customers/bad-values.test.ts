import { expect, test } from 'vitest'
import { ANA, createCustomer } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const OF_ANA = `/conomy/customers/${ANA}?clientId=demo-client`
const REGISTER = `/conomy/customers/${ANA}/documents?clientId=demo-client`
const LONG = 'x'.repeat(10_000)
const TEXTS = ['firstName', 'lastName', 'phoneNumber', 'phoneNumberPrefix', 'documentNumber']

const everyone = async (sandbox: TestSandbox) => (await sandbox.request('GET', `${CREATE}&count=500`)).body

test('a field of a customer that is too long or not what it should be is refused, and nothing is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await everyone(sandbox)
  const wrong: [field: string, value: unknown][] = [
    ...TEXTS.flatMap((field): [string, unknown][] => [5, true, {}, [], LONG].map((value) => [field, value])),
    ...['nobody', 'a@b', 'a b@example.com', 'a@@example.com', 5, `${LONG}@example.com`].map(
      (value): [string, unknown] => ['email', value],
    ),
    ...['Argentina', 'ZZ', 'ar', 5, LONG].map((value): [string, unknown] => ['country', value]),
    ...['DRIVING_LICENCE', 'cuit', 5, LONG].map((value): [string, unknown] => ['documentType', value]),
    ...['GOLD', 'basic', '', null, 1, ['FULL'], LONG].map((value): [string, unknown] => ['operationLevel', value]),
    ...['Florida 1', 5, [], { street: 5 }, { street: LONG }].map((value): [string, unknown] => ['address', value]),
  ]

  for (const [field, value] of wrong) {
    const create = await sandbox.request('POST', CREATE, { email: 'new@example.com', [field]: value })
    const patch = await sandbox.request('PATCH', OF_ANA, { firstName: 'Eva', [field]: value })
    const given = { field, value }
    expect({ ...given, status: create.status, code: create.body.code }).toEqual({ ...given, status: 400, code: '11' })
    expect({ ...given, status: patch.status, code: patch.body.code }).toEqual({ ...given, status: 400, code: '11' })
    expect(patch.body.detail.length).toBeLessThan(300)
  }

  expect(await everyone(sandbox)).toEqual(before)
})

test('a field of a document that is too long or not what it should be is refused, and nothing is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await everyone(sandbox)
  const wrong = [
    ...[5, null, '', ' ', {}, ['kyc'], LONG].map((type) => ({ type })),
    ...[5, {}, `https://example.com/${LONG}`].map((url) => ({ type: 'kyc', url })),
    ...[5, {}, LONG].map((contentType) => ({ type: 'kyc', contentType })),
  ]

  for (const input of wrong) {
    const { status, body } = await sandbox.request('POST', REGISTER, input)
    expect({ input, status, code: body.code }).toEqual({ input, status: 400, code: '11' })
  }

  expect(await everyone(sandbox)).toEqual(before)
})

test('a page that cannot be is refused', async () => {
  const sandbox = await freshSandbox()
  const counts = [
    '0',
    '-1',
    '501',
    '1.5',
    '1e2',
    '0x10',
    'ten',
    'NaN',
    'Infinity',
    '99999999999999999999',
    '%2B5',
    '5%20',
  ]
  const offsets = ['-1', '-9007199254740992', '0.5', '1e3', 'first', '99999999999999999999', LONG, '9'.repeat(10_000)]

  for (const paging of [...counts.map((text) => `count=${text}`), ...offsets.map((text) => `offset=${text}`)]) {
    const { status, body } = await sandbox.request('GET', `${CREATE}&${paging}`)
    expect({ paging, status, code: body.code }).toEqual({ paging, status: 400, code: '11' })
  }
})

test('a query parameter that is given twice, or whose value cannot be, is refused', async () => {
  const sandbox = await freshSandbox()
  const wrong = [
    'clientId=demo-client',
    'clientId=other-client',
    'count=1&count=1',
    'offset=0&offset=1',
    'email=a@example.com&email=b@example.com',
    'documentNumber=1&documentNumber=',
    'operationLevel=BASIC&operationLevel=FULL',
    'operationLevel=GOLD',
    'operationLevel=basic',
    'operationLevel=BASIC,FULL',
    `documentNumber=${LONG}`,
    `email=${LONG}`,
    '__proto__=1',
  ]

  for (const query of wrong) {
    const { status, body } = await sandbox.request('GET', `${CREATE}&${query}`)
    expect({ query, status, code: body.code }).toEqual({ query, status: 400, code: '11' })
  }
})

test('a clientId, an id or a path of 10,000 characters is refused like any other that does not exist', async () => {
  const sandbox = await freshSandbox()

  const client = await sandbox.request('GET', `/conomy/customers?clientId=${LONG}`)
  const id = await sandbox.request('GET', `/conomy/customers/${LONG}?clientId=demo-client`)
  const path = await sandbox.request('GET', `/conomy/${LONG}`)

  expect(client).toMatchObject({ status: 400, body: { code: '11' } })
  expect(id).toMatchObject({ status: 404, body: { code: '31' } })
  expect(path).toMatchObject({ status: 404, body: { code: '31' } })
  for (const { body } of [client, id, path]) expect(body.detail.length).toBeLessThan(500)
})

test.each([
  ['emoji', '😀 Ana 👩‍👩‍👧'],
  ['NUL and other control characters', 'A\u0000n\u0007a\u007f\u0085'],
  ['line and paragraph separators', 'Ana\u2028Eva\u2029'],
  ['right-to-left text', '\u0622\u0646\u0627 \u202e'],
  ['255 characters outside of the basic plane', '😀'.repeat(255)],
])('a text with %s comes back as it was sent, and can be found', async (_what, text) => {
  const sandbox = await freshSandbox()

  const created = await sandbox.request('POST', CREATE, { firstName: text, documentNumber: text })
  const found = await sandbox.request('GET', `${CREATE}&documentNumber=${encodeURIComponent(text)}`)

  expect(created).toMatchObject({ status: 201, body: { firstName: text, documentNumber: text } })
  expect(found.body).toEqual({ count: 1, customers: [created.body] })
})

test('a name with half a character comes back as it was sent', async () => {
  const sandbox = await freshSandbox()

  const { id } = await createCustomer(sandbox, { email: 'new@example.com', firstName: 'Ana \ud800' })
  const { body } = await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)

  expect(body.firstName).toBe('Ana \ud800')
})
