import { FileReply } from '../../../contract/reply.ts'
import { Problem } from '../../../core/problem.ts'
import { documentType } from '../document.ts'
import { toInstant } from '../instant.ts'
import { documentationStatus, paymentOf, payments, requireMove } from '../payment.ts'
import { presigned, uploads, withFile } from '../upload.ts'
import type { GatewayHandlers } from './handlers.ts'
import { tenantOf } from './tenant.ts'

/** The largest file, in bytes. The contract's limit of the whole form leaves room for its other fields. */
const FILE_LIMIT = 5 * 1024 * 1024

export const fileHandlers = {
  presignPaymentDocument({ params, body }, context) {
    const { db, now, origin, settings } = context
    const payment = paymentOf(tenantOf(context), params.id, db)
    requireMove('addDocument', payment)
    const wanted = { paymentId: payment.id, type: documentType(body.type, settings), contentType: body.contentType }
    const place = db.table(uploads).insert(presigned(wanted, now, (key) => db.table(uploads).get(key) !== undefined))
    return {
      url: `${origin}/conomy/uploads`,
      fields: { 'Content-Type': place.contentType, key: place.id },
      canonicalUrl: canonicalUrl(origin, place.id),
      expiresAt: place.expiresAt,
    }
  },

  uploadFile({ body }, { db, now, origin }) {
    const place = db.table(uploads).get(body.key)
    if (!place || Date.parse(place.expiresAt) < now.getTime())
      throw new Problem('forbidden', 'The key is not known, or has expired')
    if ((body['Content-Type'] ?? body.file.type) !== place.contentType) {
      throw new Problem('forbidden', `The file was announced as ${place.contentType}`)
    }
    if (Buffer.byteLength(body.file.base64, 'base64') > FILE_LIMIT) {
      throw new Problem('too-large', `The file is larger than ${FILE_LIMIT} bytes`)
    }
    const payment = db.table(payments).get(place.paymentId)
    if (payment?.status !== 'REQUIRES_REVIEW') throw new Problem('forbidden', 'The review of this payment is over')
    db.table(uploads).replace({ ...place, base64: body.file.base64 })
    const documents = withFile(payment.documents, place, { url: canonicalUrl(origin, place.id), now })
    if (documents !== payment.documents) {
      const aggregate = documentationStatus(documents)
      db.table(payments).replace({ ...payment, documents, documentationStatus: aggregate, updatedAt: toInstant(now) })
    }
    return undefined
  },

  downloadFile({ params }, { db }) {
    const place = db.table(uploads).get(`payments/${params.id}/${params.type}/${params.instant}`)
    if (place?.base64 === null || place === undefined) throw new Problem('not-found', 'There is no such file')
    return new FileReply(new Uint8Array(Buffer.from(place.base64, 'base64')), place.contentType)
  },
} satisfies Partial<GatewayHandlers>

const canonicalUrl = (origin: string, key: string): string => `${origin}/conomy/files/${key}`
