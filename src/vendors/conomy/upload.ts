import { collection, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import type { Document } from './document.ts'
import { toInstant } from './instant.ts'

/** A place for a file that was promised to somebody, by its key; and the file, once it has arrived. */
export type Upload = Row & {
  readonly paymentId: string
  readonly type: string
  readonly contentType: string
  readonly expiresAt: Instant
  /** The bytes; null while they have not arrived. */
  readonly base64: string | null
}

export const uploads = collection<Upload>()('conomy.uploads', {})

/** How long a presigned place is kept, in ms. */
const PLACE_LIFE = 15 * 60_000

type Wanted = { paymentId: string; type: string; contentType: string }

/**
 * A place of its own for a document. Its key is `payments/<id>/<type>/20260417T150000Z`, in a later second when that is
 * taken.
 */
export function presigned(wanted: Wanted, now: Date, isTaken: (key: string) => boolean): Upload {
  let at = now.getTime()
  while (isTaken(keyOf(wanted, at))) at += 1000
  const expiresAt = toInstant(new Date(now.getTime() + PLACE_LIFE))
  return { id: keyOf(wanted, at), ...wanted, expiresAt, base64: null }
}

const keyOf = ({ paymentId, type }: Wanted, at: number): string =>
  `payments/${paymentId}/${type}/${toInstant(new Date(at)).replaceAll(/[-:]/g, '')}`

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
