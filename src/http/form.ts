import { Problem } from '../core/problem.ts'

/** A file of a form: its bytes as base64, so that a form is a JSON value like any other body. */
export type FormFile = { name: string; type: string; base64: string }

/**
 * The fields of a multipart form; a field that is given more than once is a list. Throws a Problem of kind `malformed`
 * when the bytes are not the form that the content type announces.
 */
export async function parseForm(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, contentType: string): Promise<object> {
  const form = await readForm(bytes, contentType)
  const fields = new Map<string, unknown>()
  for (const [name, value] of form) {
    const field = typeof value === 'string' ? value : await toFile(value)
    fields.set(name, fields.has(name) ? [fields.get(name), field].flat() : field)
  }
  return Object.fromEntries(fields)
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
