import type { RequestBody } from '../contract/contract.ts'
import { Problem } from '../core/problem.ts'

/** The largest JSON body, in bytes. */
export const BODY_LIMIT = 1024 * 1024

/** The deepest nesting of objects and lists. */
const DEPTH_LIMIT = 64

/** A JSON body, and the place of the schema that belongs to its media type. */
export type ParsedBody = { value: unknown; schema: string }

/**
 * Reads and parses a request's body. Without one it is `blank`, if that is given, or undefined if none is needed.
 * Throws a Problem: `too-large`, `malformed` (media type, UTF-8, JSON, nesting) or `invalid` (a `__proto__` key).
 */
export async function readBody(
  request: Request,
  expected: RequestBody,
  blank?: object,
): Promise<ParsedBody | undefined> {
  const bytes = await readBytes(request)
  if (bytes.byteLength === 0 && blank) return { value: { ...blank }, schema: schemaFor(null, expected) }
  if (bytes.byteLength === 0 && !expected.isRequired) return undefined
  const schema = schemaFor(request.headers.get('content-type'), expected)
  const value = parseJson(decode(bytes))
  refuseUnsafe(value)
  return { value, schema }
}

async function readBytes(request: Request): Promise<ArrayBuffer | Uint8Array> {
  const announced = request.headers.get('content-length')
  if (announced !== null) {
    if (Number(announced) > BODY_LIMIT) throw tooLarge()
    // The HTTP parser does not let more through than was announced.
    return request.arrayBuffer()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const stream: AsyncIterable<Uint8Array> | null = request.body
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength
    if (size > BODY_LIMIT) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (): Problem => new Problem('too-large', `The body is larger than ${BODY_LIMIT} bytes`)

function schemaFor(contentType: string | null, { schemas }: RequestBody): string {
  const [fallback] = schemas.values()
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const schema = mediaType === '' ? fallback : schemas.get(mediaType)
  if (schema === undefined) {
    throw new Problem(
      'malformed',
      `Content-Type must be ${[...schemas.keys()].join(' or ')}, not ${mediaType.slice(0, 100)}`,
    )
  }
  return schema
}

function decode(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Problem('malformed', 'The body is not UTF-8', {}, { cause: error })
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new Problem('malformed', 'The body is empty; it must be JSON')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Problem(
      'malformed',
      `The body is not valid JSON: ${error instanceof Error ? error.message : ''}`,
      {},
      { cause: error },
    )
  }
}

/** Keeps out what could reach an object's prototype, and what could exhaust the stack of a recursive reader. */
function refuseUnsafe(body: unknown): void {
  const left: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth > DEPTH_LIMIT) throw new Problem('malformed', `The body is nested deeper than ${DEPTH_LIMIT} levels`)
    if (Object.hasOwn(value, '__proto__')) {
      const fault = {
        kind: 'invalid',
        in: 'body',
        field: '__proto__',
        message: '__proto__ is not allowed as a key',
      } as const
      throw new Problem('invalid', fault.message, { faults: [fault] })
    }
    for (const inner of Object.values(value)) left.push({ value: inner, depth: depth + 1 })
  }
}
