import { FileReply } from '../../../contract/reply.ts'
import type { Draft } from '../../../core/collection.ts'
import { fieldProblem, Problem } from '../../../core/problem.ts'
import { openSession, refuseExpired, shownSession } from '../access.ts'
import { bearerOf } from '../answers.ts'
import { confidenceOf, extracted } from '../extraction.ts'
import { toInstant } from '../instant.ts'
import { requireLink, signedLink } from '../links.ts'
import { success } from '../present.ts'
import { notFound } from '../problems.ts'
import { begun, keep, progressOf, refuseDone, standingOf, stepOf, withStep } from '../progress.ts'
import { isWaiting, type Session, sessions } from '../session.ts'
import {
  arrived,
  type ConfirmedDocument,
  confirmed,
  documentOf,
  documents,
  documentsOf,
  FILE_LIMIT,
  isConfirmed,
  presentDocument,
  promised,
  requirementFor,
  type SessionDocument,
} from '../session-document.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The files of a session: asked for, put to their places, confirmed, read. */
export const uploadHandlers = {
  initUpload({ params, body }, context) {
    const document = promise(openSession(params.access_token, context), body, context)
    const { url, until } = signedLink('uploads', document.id, context)
    return success({
      doc_id: document.id,
      upload_url: url,
      method: 'PUT' as const,
      headers: { 'Content-Type': document.content_type },
      expires_at: toInstant(until),
      max_size: FILE_LIMIT,
    })
  },

  putFile({ params, query, body }, { db, now }) {
    requireLink('uploads', params.doc_id, query, now)
    const document = db.table(documents).get(params.doc_id)
    const session = document && db.table(sessions).get(document.session_id)
    if (!document || !session) throw notFound('Document')
    refuseExpired(session, now)
    if (isConfirmed(document) || !isWaiting(session)) throw new Problem('forbidden', 'The upload is over')
    if (body.type !== '' && body.type !== document.content_type) {
      throw new Problem('forbidden', `The file was announced as ${document.content_type}, and is ${body.type}`)
    }
    db.table(documents).replace(arrived(document, body.base64, now))
    return undefined
  },

  confirmUpload({ params, body }, context) {
    const session = openSession(params.access_token, context)
    return success(presentDocument(confirm(session, documentOf(session.id, body.doc_id, context.db), context)))
  },

  uploadFile: ({ params, body }, context) => success(takeInline(params.access_token, body, context)),

  addDocument: ({ params, body }, context) => success(takeInline(params.access_token, body, context)),

  extractDocument({ params, body }, context) {
    const { db } = context
    const session = shownSession(params.access_token, context)
    const document = documentOf(session.id, body.doc_id, db)
    if (!isConfirmed(document)) throw new Problem('state', 'The upload has not been confirmed')
    const extracted_data = extracted(document, bearerOf(session, db))
    const { id, document_type } = db.table(documents).replace({ ...document, extracted_data })
    return success({ doc_id: id, document_type, extracted_data, confidence: confidenceOf(document) })
  },

  downloadFile({ params, query }, { db, now }) {
    requireLink('files', params.doc_id, query, now)
    const document = db.table(documents).get(params.doc_id)
    if (!document?.base64) throw notFound('Document')
    return new FileReply(new Uint8Array(Buffer.from(document.base64, 'base64')), document.content_type)
  },
} satisfies Partial<LegalTalentHandlers>

type Announcement = {
  step_id: string
  document_type?: string
  file_name: string
  content_type: string
  file_size?: number
}

/** A document that is about to come. The step it belongs to is being worked on from now. */
function promise(session: Session, announced: Announcement, { db, now, random }: LegalTalentContext): SessionDocument {
  const step = stepOf(session, announced.step_id, db)
  const present = documentsOf(session.id, db)
  const { document_type } = requirementFor(step, announced.document_type, present)
  const progress = progressOf(session, db)
  keep(withStep(progress, begun(standingOf(step, session, progress), now)), db)
  const birth = { id: random.uuid(), session_id: session.id, step_id: step.step_id, now }
  return db.table(documents).insert(promised({ ...announced, document_type }, birth, present.length))
}

/** A document that the session has from now on; others of its type, refused ones too, make way, unless several are asked for. */
function confirm(session: Session, document: SessionDocument, { db }: { db: Draft }): ConfirmedDocument {
  if (isConfirmed(document)) return document
  const step = stepOf(session, document.step_id, db)
  refuseDone(standingOf(step, session, progressOf(session, db)))
  const requirement = requirementFor(step, document.document_type, [])
  const judged = confirmed(document, requirement)
  if (judged.status === 'uploaded' && !requirement.allow_multiple) {
    for (const other of twinsOf(judged, db)) db.table(documents).replace({ ...other, status: 'replaced' })
  }
  const extracted_data = requirement.auto_extract ? extracted(judged, bearerOf(session, db)) : null
  const after = { ...judged, extracted_data }
  db.table(documents).replace(after)
  return after
}

const twinsOf = ({ session_id, step_id, document_type }: SessionDocument, db: Draft): SessionDocument[] =>
  documentsOf(session_id, db).filter(
    (other) =>
      other.step_id === step_id &&
      other.document_type === document_type &&
      (other.status === 'uploaded' || other.status === 'rejected'),
  )

type Inline = Announcement & { file_base64: string }

function takeInline(token: string, { file_base64, ...announced }: Inline, context: LegalTalentContext) {
  const session = openSession(token, context)
  const document = promise(session, announced, context)
  return presentDocument(confirm(session, arrived(document, bytesIn(file_base64), context.now), context))
}

/** Base64, with or without the head of a data URL. */
function bytesIn(text: string): string {
  const base64 = text.replace(/^data:[^,;]*;base64,/, '')
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw fieldProblem('invalid', 'file_base64', 'file_base64 must be base64')
  }
  return base64
}
