import { Problem } from '../core/problem.ts'

/** A file of a form: its bytes as base64, so that a form is a JSON value like any other body. */
export type FormFile = { name: string; type: string; base64: string }

/** How many parts a form may have; no vendor's has more than a dozen. */
const PARTS = 100

/**
 * The fields of a multipart form; a field that is given more than once is a list. Throws a Problem of kind `malformed`
 * when the bytes are not the form that the content type announces, or have too many parts.
 */
export async function parseForm(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, contentType: string): Promise<object> {
  requireFewParts(bytes, contentType)
  const form = await readForm(bytes, contentType)
  const fields = new Map<string, unknown[]>()
  for (const [name, value] of form) {
    const field = typeof value === 'string' ? value : await toFile(value)
    const before = fields.get(name)
    if (before) before.push(field)
    else fields.set(name, [field])
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]))
}

/** Before they are taken apart, which takes time and memory for each. */
function requireFewParts(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, contentType: string): void {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^;\s]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (!boundary) return
  const text =
    bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let parts = 0
  for (let at = text.indexOf(`--${boundary}`); at >= 0; at = text.indexOf(`--${boundary}`, at + boundary.length + 2)) {
    // The last one ends the form.
    if (++parts > PARTS + 1) throw new Problem('malformed', `The form has more than ${PARTS} parts`)
  }
}

async function readForm(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch (error) {
    throw new Problem('malformed', 'The body is not a multipart form', {}, { cause: error })
  }
}

async function toFile(file: File): Promise<FormFile> {
  return { name: file.name, type: file.type, base64: Buffer.from(await file.arrayBuffer()).toString('base64') }
}
