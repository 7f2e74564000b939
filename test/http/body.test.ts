import { expect, test } from 'vitest'
import type { RequestBody } from '../../src/contract/contract.ts'
import { readBody } from '../../src/http/body.ts'

const JSON_TYPE = 'application/json'
const BODY_LIMIT = 1024 * 1024

const required: RequestBody = {
  isRequired: true,
  limit: BODY_LIMIT,
  depth: 64,
  schemas: new Map([
    [JSON_TYPE, '/json'],
    ['application/merge-patch+json', '/patch'],
  ]),
}
const optional: RequestBody = { ...required, isRequired: false }

type Sent = string | Uint8Array | ReadableStream<Uint8Array>

function request(body?: Sent, headers: Record<string, string> = { 'content-type': JSON_TYPE }): Request {
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, duplex: 'half' }
  return new Request('http://localhost/', body === undefined ? init : { ...init, body })
}

const withType = (type: string): Request => request('{}', { 'content-type': type })
const bytes = (size: number): Uint8Array => new Uint8Array(size).fill(0x20)

/** Sends no content-length, as a chunked upload does. */
function stream(...chunks: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const left = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk))
  return new ReadableStream({
    pull(controller) {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}

test.each([
  ['an object', '{"a":[1,null,"x"]}', { a: [1, null, 'x'] }],
  ['a text', '"x"', 'x'],
  ['null', 'null', null],
  ['letters beyond ASCII', '"García 🙂"', 'García 🙂'],
])('%s is read', async (_what, text, value) => {
  expect(await readBody(request(text), required)).toEqual({ value, schema: '/json' })
})

test.each([
  ['application/json', '/json'],
  ['Application/JSON; charset=utf-8', '/json'],
  ['application/merge-patch+json', '/patch'],
])('a body of type %s is checked by the schema of its type', async (type, schema) => {
  expect(await readBody(withType(type), required)).toEqual({ value: {}, schema })
})

test('a body without a type is taken for JSON', async () => {
  const untyped = request(stream('{}'), {})

  expect(await readBody(untyped, required)).toEqual({ value: {}, schema: '/json' })
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
  'a body of type %s is refused, and the type is named',
  async (type) => {
    await expect(readBody(withType(type), required)).rejects.toMatchObject({
      kind: 'malformed',
      message: `Content-Type must be application/json or application/merge-patch+json, not ${type}`,
    })
  },
)

test('no body is none where none is needed', async () => {
  expect(await readBody(request(), optional)).toBeUndefined()
})

test.each(['', ' \n'])('an empty body is refused where one is needed', async (text) => {
  await expect(readBody(request(text), required)).rejects.toMatchObject({
    kind: 'malformed',
    message: 'The body is empty; it must be JSON',
  })
})

test.each(['{"a":', "{'a':1}", '{"a":1,}', '// note', 'undefined', '{} {}'])('%s is not JSON', async (text) => {
  await expect(readBody(request(text), required)).rejects.toMatchObject({
    kind: 'malformed',
    message: expect.stringContaining('The body is not valid JSON'),
  })
})

test('bytes that are not UTF-8 are refused instead of replaced', async () => {
  const latin1 = Buffer.from('{"name":"García"}', 'latin1')

  await expect(readBody(request(latin1), required)).rejects.toMatchObject({
    kind: 'malformed',
    message: 'The body is not UTF-8',
  })
})

test('a letter that is cut in two by the chunks of an upload arrives whole', async () => {
  const text = Buffer.from('"García"')
  const body = stream(text.subarray(0, 6), text.subarray(6))

  expect(await readBody(request(body), required)).toMatchObject({ value: 'García' })
})

test('a body of exactly the limit is read, announced or not', async () => {
  const full = Buffer.concat([Buffer.from('1'), bytes(BODY_LIMIT - 1)])

  expect(await readBody(request(full), required)).toMatchObject({ value: 1 })
  expect(await readBody(request(stream(full)), required)).toMatchObject({ value: 1 })
})

test('a body one byte over the limit is refused by what it announces', async () => {
  const announced = request('1', { 'content-type': JSON_TYPE, 'content-length': String(BODY_LIMIT + 1) })

  await expect(readBody(announced, required)).rejects.toMatchObject({ kind: 'too-large' })
})

test('an upload that announces nothing is read no further than the limit', async () => {
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 64 * 1024
      controller.enqueue(bytes(64 * 1024))
    },
  })

  await expect(readBody(request(endless), required)).rejects.toMatchObject({ kind: 'too-large' })
  expect(pulled).toBeLessThanOrEqual(BODY_LIMIT + 2 * 64 * 1024)
})

test.each(['{"__proto__":{"isAdmin":true}}', '[{"a":{"__proto__":1}}]', '{"\\u005f_proto__":1}'])(
  '%s is refused for its key',
  async (text) => {
    await expect(readBody(request(text), required)).rejects.toMatchObject({
      kind: 'invalid',
      faults: [{ in: 'body', field: '__proto__' }],
    })
  },
)

test.each([
  ['{"n":1e400}', 'n', 'n is too large a number'],
  ['{"metadata":{"list":[1,[-1e400]]}}', 'list', 'list is too large a number'],
  ['1e400', '', 'The body is too large a number'],
])('%s has a number that would be null once it is kept, and is refused', async (text, field, message) => {
  await expect(readBody(request(text), required)).rejects.toMatchObject({
    kind: 'invalid',
    message,
    faults: [{ in: 'body', field }],
  })
})

test.each(['Identity', '', ' identity '])('a body that says that it is encoded as "%s" is read', async (encoding) => {
  const plain = request('{"a":1}', { 'content-type': JSON_TYPE, 'content-encoding': encoding })

  expect(await readBody(plain, required)).toMatchObject({ value: { a: 1 } })
})

test('__proto__ as a value is only a text', async () => {
  expect(await readBody(request('{"name":"__proto__"}'), required)).toMatchObject({ value: { name: '__proto__' } })
})

test.each([
  ['lists', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
  ['objects', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
])('64 levels of %s inside of the outermost are read, and no more', async (_what, nested) => {
  await expect(readBody(request(nested(65)), required)).resolves.toBeDefined()
  await expect(readBody(request(nested(66)), required)).rejects.toMatchObject({ kind: 'malformed' })
  await expect(readBody(request(nested(100_000)), required)).rejects.toMatchObject({ kind: 'malformed' })
})

test('a client that hangs up in the middle of its body is refused, and is nobody’s bug', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error('aborted'))
    },
  })

  await expect(readBody(request(broken), required)).rejects.toMatchObject({
    kind: 'malformed',
    message: 'The body broke off',
  })
})

test.each([
  ['content-type', 'application/json; charset=utf-16'],
  ['content-encoding', 'gzip'],
])('a body that %s says is not plain UTF-8 is refused', async (name, value) => {
  const sent = request('{}', { 'content-type': JSON_TYPE, [name]: value })

  await expect(readBody(sent, required)).rejects.toMatchObject({ kind: 'malformed' })
})

test('a body of any type is kept as it is, with the type that the client gave it', async () => {
  const anything: RequestBody = { ...required, schemas: new Map([['*/*', '/bytes']]) }
  const sent = new Uint8Array([0xff, 0x00, 0x7b])

  const typed = await readBody(request(sent, { 'content-type': 'image/png' }), anything)
  const untyped = await readBody(request(sent, {}), anything)

  expect(typed).toEqual({ value: { type: 'image/png', base64: '/wB7' }, schema: '/bytes' })
  expect(untyped).toEqual({ value: { type: '', base64: '/wB7' }, schema: '/bytes' })
})

test('a body of any type has a limit too', async () => {
  const anything: RequestBody = { ...required, limit: 3, schemas: new Map([['*/*', '/bytes']]) }

  await expect(readBody(request(new Uint8Array(4), {}), anything)).rejects.toMatchObject({ kind: 'too-large' })
})
