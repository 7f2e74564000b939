import type { components } from '../../contract/openapi.gen.ts'
import { suggestion } from '../../core/nearest.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { toInstant } from './instant.ts'
import type { ConomySettings } from './settings.ts'

export type Document = Readonly<components['schemas']['ConomyDocument']>
export type DocumentInput = components['schemas']['ConomyDocumentInput']
type Move = 'upload' | 'approve' | 'reject'

/** Conomy's supported documents. Input is taken in any case, because one of its guides writes them in upper case. */
const TYPES = ['kyc', 'source_of_funds', 'invoice', 'contract', 'other']

/** What can be done with a document in each state; a decision is final. */
const MOVES: Record<Document['status'], readonly Move[]> = {
  PENDING_UPLOAD: ['upload'],
  UPLOADED: ['approve', 'reject'],
  APPROVED: [],
  REJECTED: [],
}

/** A document as it is registered: uploaded when its URL is known, otherwise waiting for the bytes. */
export function registered(input: DocumentInput, now: Date, settings: ConomySettings): Document {
  const type = documentType(input.type, settings)
  const { url, contentType } = given(input)
  return url
    ? { type, url, ...contentType, status: 'UPLOADED', uploadedAt: toInstant(now) }
    : { type, ...contentType, status: 'PENDING_UPLOAD' }
}

/** The bytes of a pending document have arrived. Throws a Problem of kind `state` when it was not waiting for them. */
export function uploaded(document: Document, input: Partial<DocumentInput>, now: Date): Document {
  allow('upload', document)
  const { url, contentType } = given(input)
  return { ...document, ...(url && { url }), ...contentType, status: 'UPLOADED', uploadedAt: toInstant(now) }
}

/** Throws a Problem of kind `state` unless the document is uploaded and undecided. */
export function approved(document: Document): Document {
  allow('approve', document)
  return { ...document, status: 'APPROVED' }
}

/** Throws a Problem of kind `state` unless the document is uploaded and undecided. */
export function rejected(document: Document, reason: string): Document {
  allow('reject', document)
  return { ...document, status: 'REJECTED', rejectionReason: reason }
}

function allow(move: Move, { status }: Document): void {
  const allowed = MOVES[status]
  if (allowed.includes(move)) return
  const rest = allowed.length > 0 ? `only ${allowed.join(' or ')}` : 'nothing'
  throw new Problem('state', `A document that is ${status} allows ${rest}, not ${move}`, { allowed })
}

/** A document type as it is stored. Throws a Problem of kind `invalid` when it is none of those supported. */
export function documentType(text: string, { freeDocumentTypes }: ConomySettings): string {
  if (freeDocumentTypes) return text
  const type = text.trim().toLowerCase()
  if (TYPES.includes(type)) return type
  const message = `type must be one of ${TYPES.join(', ')}${suggestion(type, TYPES)}`
  throw fieldProblem('invalid', 'type', message)
}

/** Blank and null count as absent. */
function given({ url, contentType }: Partial<DocumentInput>): {
  url: string | undefined
  contentType: { contentType?: string }
} {
  return { url: url?.trim() || undefined, contentType: contentType?.trim() ? { contentType } : {} }
}
