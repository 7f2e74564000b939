import type { RequestBody } from '../contract/contract.ts'
import { fieldProblem, Problem } from '../core/problem.ts'
import { parseForm } from './form.ts'

/** The media type of a body that is not read but kept. */
const ANY_TYPE = '*/*'

/** A body as a JSON value, and the place of the schema that belongs to its media type. */
export type ParsedBody = { value: unknown; schema: string }

type Reading = {
  /** What no body at all stands for. */
  blank?: object | undefined
  /** Hears what was read, also when it is refused. */
  heard?: (bytes: ArrayBuffer | Uint8Array, contentType: string) => void
}

/**
 * Reads and parses a request's body. Without one it is `blank`, if that is given, or undefined if none is needed.
 * Throws a Problem: `too-large`, `malformed` (media type, UTF-8, JSON or form, nesting) or `invalid` (a `__proto__` key, a
 * number beyond what JSON can keep).
 */
export async function readBody(
  request: Request,
  expected: RequestBody,
  { blank, heard }: Reading = {},
): Promise<ParsedBody | undefined> {
  const bytes = await readWhole(request, expected.limit)
  if (bytes.byteLength > 0) heard?.(bytes, request.headers.get('content-type') ?? '')
  if (bytes.byteLength === 0 && blank) return { value: { ...blank }, ...typeOf(null, expected) }
  if (bytes.byteLength === 0 && !expected.isRequired) return undefined
  const encoding = request.headers.get('content-encoding')?.toLowerCase() || 'identity'
  if (encoding !== 'identity')
    throw new Problem('malformed', `A body that is encoded as ${encoding.slice(0, 40)} is not read`)
  const contentType = request.headers.get('content-type')
  if (expected.schemas.has(ANY_TYPE)) return rawBody(bytes, contentType, expected)
  const { mediaType, schema } = typeOf(contentType, expected)
  const value =
    mediaType === 'multipart/form-data' ? await parseForm(bytes, contentType ?? '') : parseJson(decode(bytes))
  refuseUnsafe(value, expected.depth)
  return { value, schema }
}

/** The longest body that is looked at where there should be none, in bytes. */
const NOTHING_LIMIT = 1024

/** Lets no body pass, and the empty one that some clients always send. Throws a Problem of kind `invalid` for any other. */
export async function refuseBody(request: Request): Promise<void> {
  if (!(await isEmpty(request))) throw new Problem('invalid', 'this call takes no body')
}

async function isEmpty(request: Request): Promise<boolean> {
  try {
    const bytes = await readWhole(request, NOTHING_LIMIT)
    return /^\s*(\{\s*\})?\s*$/.test(new TextDecoder().decode(bytes))
  } catch (error) {
    if (error instanceof Problem && error.kind === 'too-large') return false
    throw error
  }
}

/** Bytes that are taken as they are, whatever they are, and the media type that the client gave them. */
function rawBody(bytes: ArrayBuffer | Uint8Array, contentType: string | null, { schemas }: RequestBody): ParsedBody {
  const value = { type: contentType ?? '', base64: Buffer.from(new Uint8Array(bytes)).toString('base64') }
  return { value, schema: schemas.get(ANY_TYPE) ?? '' }
}

/** Throws a Problem of kind `malformed` when the client hangs up: that is nobody's bug. */
async function readWhole(request: Request, limit: number): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  try {
    return await readBytes(request, limit)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('malformed', 'The body broke off', {}, { cause: error })
  }
}

async function readBytes(request: Request, limit: number): Promise<ArrayBuffer | Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length')
  if (announced !== null) {
    if (Number(announced) > limit) throw tooLarge(limit)
    // The HTTP parser does not let more through than was announced.
    return request.arrayBuffer()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const stream: AsyncIterable<Uint8Array> | null = request.body
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const tooLarge = (limit: number): Problem => new Problem('too-large', `The body is larger than ${limit} bytes`)

/** What a body is taken for; without a content type, the first that the contract names. */
function typeOf(contentType: string | null, { schemas }: RequestBody): { mediaType: string; schema: string } {
  const [fallback = ''] = schemas.keys()
  const [first = '', ...details] = contentType?.split(';') ?? []
  const mediaType = first.trim().toLowerCase() || fallback
  const charset = details.map((detail) => /^\s*charset="?([^"\s]+)/i.exec(detail)?.[1]).find(Boolean)
  if (charset && !/^utf-?8$/i.test(charset))
    throw new Problem('malformed', `The body must be UTF-8, not ${charset.slice(0, 40)}`)
  const schema = schemas.get(mediaType)
  if (schema === undefined) {
    throw new Problem(
      'malformed',
      `Content-Type must be ${[...schemas.keys()].join(' or ')}, not ${mediaType.slice(0, 100)}`,
    )
  }
  return { mediaType, schema }
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

/**
 * Keeps out what could reach an object's prototype, what could exhaust the stack of a recursive reader, and what would be
 * null once it is written: `1e400` is read as Infinity.
 */
function refuseUnsafe(body: unknown, limit: number): void {
  const left: { value: unknown; depth: number; field: string }[] = [{ value: body, depth: 0, field: '' }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth, field } = next
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(field, 'is too large a number')
    if (typeof value !== 'object' || value === null) continue
    if (depth > limit) throw new Problem('malformed', `The body is nested deeper than ${limit} levels`)
    if (Object.hasOwn(value, '__proto__')) throw invalid('__proto__', 'is not allowed as a key')
    for (const [name, inner] of Object.entries(value)) {
      left.push({ value: inner, depth: depth + 1, field: Array.isArray(value) ? field : name })
    }
  }
}

const invalid = (field: string, what: string): Problem =>
  fieldProblem('invalid', field, `${field || 'The body'} ${what}`)
