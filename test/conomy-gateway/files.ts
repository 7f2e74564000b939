import { create } from '../support/conomy-gateway.ts'
import type { TestSandbox } from '../support/sandbox.ts'

export type Place = {
  url: string
  fields: { 'Content-Type': string; key: string }
  canonicalUrl: string
  expiresAt: string
}

/** A promised place for a document of a payment in review. */
export const presign = (sandbox: TestSandbox, id: string, more: object = {}): Promise<Place> =>
  create(sandbox, `/conomy/payments/${id}/documents/presign`, { type: 'kyc', contentType: 'image/png', ...more })

/** Any bytes, most of which are no text. */
export const bytesOf = (size: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: size }, (_, at) => (at * 31) % 256)

/** Posts a form as a browser does, without credentials. */
export async function upload(
  sandbox: TestSandbox,
  { url }: Pick<Place, 'url'>,
  fields: Record<string, string>,
  file: Blob | undefined,
): Promise<{ status: number; body: any }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (file) form.append('file', file, 'paper.png')
  const response = await sandbox.fetch(new Request(url, { method: 'POST', body: form }))
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** The bytes and the type of what is at a URL. */
export async function download(sandbox: TestSandbox, url: string) {
  const response = await sandbox.fetch(new Request(url))
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, contentType: response.headers.get('content-type'), bytes }
}
