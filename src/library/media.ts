import type { Operation } from '../contract/contract.ts'

/** What is sent as a body, and what it is said to be; a form says so itself. */
export type Sent = { body: NonNullable<RequestInit['body']>; type?: string }

/** Bytes as the contract has them in a body. */
type Bytes = { base64: string; type: string; name?: string }

/** A body in the media type that the operation takes: JSON, the fields of a form, or bytes as they are. */
export function sentBody(value: unknown, operation: Operation): Sent | undefined {
  if (value === undefined) return undefined
  const takes = operation.body?.schemas
  if (isBytes(value) && takes?.has('*/*')) return { body: decoded(value), type: value.type }
  if (isFields(value) && takes?.has('multipart/form-data')) return { body: toForm(value) }
  return { body: JSON.stringify(value), type: 'application/json' }
}

/** The body of a success, as its media type says: bytes, a stream that goes on, or what JSON says. */
export async function receivedBody(response: Response): Promise<unknown> {
  const { body, headers } = response
  // Nobody shows what a client uploaded as a page: all files are attachments, of whatever type.
  if (headers.has('content-disposition')) return new Uint8Array(await response.arrayBuffer())
  if (headers.get('content-type') === 'text/event-stream') return body ?? undefined
  return await read(response)
}

/** The parsed JSON, the text when it is none, and undefined when there is nothing. */
export async function read(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  return /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text
}

function toForm(fields: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData()
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (isBytes(value)) form.append(name, new File([decoded(value)], value.name ?? 'file', { type: value.type }))
      else if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
  }
  return form
}

const decoded = ({ base64 }: Bytes): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(base64, 'base64'))

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isBytes = (value: unknown): value is Bytes =>
  isFields(value) && typeof value.base64 === 'string' && typeof value.type === 'string'
