import { collection, type Row } from '../../core/collection.ts'
import type { Document } from './document.ts'
import { toInstant } from './instant.ts'

/** A place for a file that was promised to somebody, by its key; and the file, once it has arrived. */
export type Upload = Row & {
  readonly paymentId: string
  readonly type: string
  readonly contentType: string
  readonly expiresAt: string
  /** The bytes; null while they have not arrived. */
  readonly base64: string | null
}

export const uploads = collection<Upload>()('conomy.uploads', {})

/** How long a presigned place is kept, in ms. */
const PLACE_LIFE = 15 * 60_000

/** The key that a document is stored under: `payments/<id>/<type>/20260417T150000Z`. */
export function presigned(wanted: { paymentId: string; type: string; contentType: string }, now: Date): Upload {
  const instant = toInstant(now).replaceAll(/[-:]/g, '')
  return {
    id: `payments/${wanted.paymentId}/${wanted.type}/${instant}`,
    ...wanted,
    expiresAt: toInstant(new Date(now.getTime() + PLACE_LIFE)),
    base64: null,
  }
}

/** The documents of a payment when a file has arrived: the first that waits for one of this type is uploaded. */
export function withFile(
  documents: readonly Document[],
  upload: Upload,
  { url, now }: { url: string; now: Date },
): readonly Document[] {
  const waiting = documents.findIndex(({ type, status }) => status === 'PENDING_UPLOAD' && type === upload.type)
  const document = documents[waiting]
  if (!document) return documents
  const { contentType } = upload
  return documents.with(waiting, { ...document, url, contentType, status: 'UPLOADED', uploadedAt: toInstant(now) })
}
