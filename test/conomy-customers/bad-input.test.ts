import { expect, test } from 'vitest'
import { ANA, OTHERS } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const OF_ANA = `/conomy/customers/${ANA}?clientId=demo-client`
const LIMIT = 1024 * 1024

/** Every operation that takes a body; GOOD is one that all of them accept. */
const WRITES = [
  ['POST', CREATE],
  ['PATCH', OF_ANA],
  ['POST', `/conomy/customers/${ANA}/documents?clientId=demo-client`],
] as const
const GOOD = '"email":"new@example.com","firstName":"New","type":"kyc"'

const everyone = async (sandbox: TestSandbox) => (await sandbox.request('GET', `${CREATE}&count=500`)).body

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

test('the body that is spoilt below is good', async () => {
  const sandbox = await freshSandbox()

  for (const [method, path] of WRITES) {
    const { status } = await sandbox.request(method, path, undefined, { raw: `{${GOOD}}` })
    expect(status).toBe(method === 'POST' ? 201 : 200)
  }
})

test.each<[what: string, code: string, raw: string | Uint8Array]>([
  ['a body that breaks off', '14', `{${GOOD}`],
  ['a body with a comma too many', '14', `{${GOOD},}`],
  ['a form', '14', 'email=new@example.com&type=kyc'],
  ['an empty body', '14', ''],
  ['a body of spaces', '14', ' \n'],
  ['a body that is not UTF-8', '14', Buffer.from(`{${GOOD},"lastName":"Garc\xeda"}`, 'latin1')],
  ['a body nested 100,000 deep', '14', `{${GOOD},"more":${deep(100_000)}}`],
  ['an address nested 100 deep', '14', `{${GOOD},"address":{"street":${deep(100)}}}`],
  ['a list', '11', `[{${GOOD}}]`],
  ['a text', '11', '"new@example.com"'],
  ['a number', '11', '5'],
  ['null', '11', 'null'],
  ['a body with a __proto__ key', '11', `{${GOOD},"__proto__":{"isDocumented":true}}`],
  ['an address with a __proto__ key', '11', `{${GOOD},"address":{"__proto__":{"street":"Florida"}}}`],
  ['a list with a __proto__ key', '11', `{${GOOD},"more":[{"__proto__":null}]}`],
  ['a key that is __proto__ when unescaped', '11', `{${GOOD},"\\u005f_proto__":{}}`],
])('%s is refused with code %s and nothing is stored', async (_what, code, raw) => {
  const sandbox = await freshSandbox()
  const before = await everyone(sandbox)

  for (const [method, path] of WRITES) {
    const { status, body } = await sandbox.request(method, path, undefined, { raw })
    expect({ path, status, code: body.code }).toEqual({ path, status: 400, code })
  }

  expect(await everyone(sandbox)).toEqual(before)
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'nonsense',
])('a body that is called %s is refused, and nothing is stored', async (type) => {
  const sandbox = await freshSandbox()
  const before = await everyone(sandbox)

  for (const [method, path] of WRITES) {
    const { status, body } = await sandbox.request(method, path, undefined, {
      raw: `{${GOOD}}`,
      headers: { 'content-type': type },
    })
    expect({ path, status, code: body.code }).toEqual({ path, status: 400, code: '14' })
    expect(body.detail).toContain('application/json')
  }

  expect(await everyone(sandbox)).toEqual(before)
})

test('a body without a content type is taken for JSON', async () => {
  const sandbox = await freshSandbox({ auth: false })
  const body = Buffer.from(`{${GOOD}}`)

  const created = await sandbox.fetch(new Request(`http://localhost:4010${CREATE}`, { method: 'POST', body }))

  expect(created.status).toBe(201)
})

test('names of the language itself are fields like any other', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CREATE, undefined, {
    raw: `{${GOOD},"constructor":{"prototype":{"isDocumented":true}},"toString":1,"hasOwnProperty":null}`,
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ isDocumented: false, firstName: 'New' })
  expect(Object.keys(body)).not.toContain('constructor')
})

test('a body of exactly 1 MiB is read, and one byte more is not', async () => {
  const sandbox = await freshSandbox()
  const full = `{${GOOD}}`.padEnd(LIMIT)
  const before = await everyone(sandbox)

  const over = await sandbox.request('POST', CREATE, undefined, { raw: `${full} ` })
  const announced = await sandbox.request('POST', CREATE, undefined, {
    raw: `${full} `,
    headers: { 'content-length': String(LIMIT + 1) },
  })
  const after = await everyone(sandbox)
  const fitting = await sandbox.request('POST', CREATE, undefined, { raw: full })

  expect(over).toMatchObject({ status: 400, body: { code: '14' } })
  expect(announced).toMatchObject({ status: 400, body: { code: '14' } })
  expect(after).toEqual(before)
  expect(fitting.status).toBe(201)
})

test('over the wire a body of many megabytes is refused, announced or not, and the server goes on', async () => {
  const sandbox = await freshSandbox({ auth: false })
  const { url } = await sandbox.listen({})
  const before = await everyone(sandbox)
  const chunk = new TextEncoder().encode(' '.repeat(LIMIT))
  const stream = ReadableStream.from(Array.from({ length: 8 }, () => chunk))
  const send = (init: object) =>
    fetch(`${url}${CREATE}`, { method: 'POST', headers: { 'content-type': 'application/json' }, ...init })

  const announced = await send({ body: `{${GOOD}}`.padEnd(8 * LIMIT) })
  const streamed = await send({ body: stream, duplex: 'half' })

  expect(announced.status).toBe(400)
  expect(await announced.json()).toMatchObject({ code: '14' })
  expect(streamed.status).toBe(400)
  expect(await streamed.json()).toMatchObject({ code: '14' })
  expect(await everyone(sandbox)).toEqual(before)
  expect((await send({ body: `{${GOOD}}` })).status).toBe(201)
})

test("another client's id is not found, whatever is done with it", async () => {
  const sandbox = await freshSandbox()

  for (const [method, suffix] of [
    ['GET', ''],
    ['PATCH', ''],
    ['POST', '/documents'],
  ] as const) {
    const path = `/conomy/customers/${OTHERS}${suffix}?clientId=demo-client`
    const { status, body } = await sandbox.request(method, path, method === 'GET' ? undefined : { type: 'kyc' })
    expect({ method, suffix, status, code: body.code }).toEqual({ method, suffix, status: 404, code: '31' })
  }
})
