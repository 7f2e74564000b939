import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { toInstant } from './instant.ts'
import { notFound } from './problems.ts'
import { defectsOf } from './signs.ts'
import type { Step } from './workflow.ts'

type Schemas = components['schemas']
type Shown = Schemas['LegalTalentDocument']
type Requirement = Schemas['LegalTalentDocumentRequirement']

/** A document of a session: the place that was promised for it, and the file, once it has arrived. */
export type SessionDocument = Row & {
  readonly session_id: string
  readonly step_id: string
  readonly document_type: string
  readonly file_name: string
  readonly content_type: string
  /** As announced, in bytes; null when it was not. */
  readonly announced_size: number | null
  /** `promised` until the upload is confirmed. */
  readonly status: Shown['status'] | 'promised'
  readonly validations: Shown['validations']
  readonly extracted_data: Shown['extracted_data']
  readonly uploaded_at: Instant
  /** The bytes; null while they have not arrived. */
  readonly base64: string | null
}

/** One whose upload was confirmed: from then on it is the session's. */
export type ConfirmedDocument = SessionDocument & { readonly status: Shown['status'] }

/** Whether the end user has said that the file is there. */
export const isConfirmed = (document: SessionDocument): document is ConfirmedDocument => document.status !== 'promised'

export const documents = collection<SessionDocument>()('legaltalent.documents', {
  bySession: ({ session_id }) => session_id,
})

/** All documents of a session, in the order in which they were asked for. */
export const documentsOf = (sessionId: string, db: Reader): SessionDocument[] => [
  ...db.table(documents).where('bySession', sessionId),
]

/** The largest file, in bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024

/** How many documents a session may have, those counted that were promised, or replaced since. */
const DOCUMENT_LIMIT = 100

/** What a selfie step asks for. */
const SELFIE: Requirement = {
  document_type: 'selfie',
  display_name: 'Selfie',
  required: true,
  auto_extract: false,
  allow_multiple: false,
  enable_auto_classification: false,
}

/** The documents that a step asks for. */
export const requirementsOf = ({ type, document_requirements }: Step): Requirement[] =>
  type === 'selfie' ? [...document_requirements, SELFIE] : document_requirements

/** Which of a step's documents is meant. Throws a Problem of kind `invalid` when it asks for none of this type. */
export function requirementFor(
  step: Step,
  wanted: string | undefined,
  present: readonly SessionDocument[],
): Requirement {
  const asked = requirementsOf(step)
  if (asked.length === 0) throw fieldProblem('invalid', 'step_id', `Step ${step.step_id} takes no documents`)
  const lacking = asked.filter(
    (each) => each.enable_auto_classification && !present.some((document) => isIn(document, step, each)),
  )
  const classified = lacking.find(({ required }) => required) ?? lacking[0]
  const found = wanted === undefined ? classified : asked.find(({ document_type }) => document_type === wanted)
  if (found) return found
  const types = asked.map(({ document_type }) => document_type).join(', ')
  throw fieldProblem(
    wanted === undefined ? 'missing' : 'invalid',
    'document_type',
    `document_type must be one of ${types}`,
  )
}

const isIn = (document: SessionDocument, { step_id }: Step, { document_type }: Requirement): boolean =>
  document.step_id === step_id && document.document_type === document_type && document.status === 'uploaded'

/** The required documents of a step that are not there. */
export const missingOf = (step: Step, present: readonly SessionDocument[]): Requirement[] =>
  requirementsOf(step).filter((each) => each.required && !present.some((document) => isIn(document, step, each)))

type Announcement = { document_type: string; file_name: string; content_type: string; file_size?: number }
type Birth = { id: string; session_id: string; step_id: string; now: Date }

/** A document that is about to be uploaded. Throws a Problem of kind `state` when the session has enough of them. */
export function promised(announced: Announcement, { now, ...birth }: Birth, count: number): SessionDocument {
  if (count >= DOCUMENT_LIMIT) throw new Problem('state', `A session has at most ${DOCUMENT_LIMIT} documents`)
  return {
    ...birth,
    document_type: announced.document_type,
    file_name: announced.file_name.trim(),
    content_type: announced.content_type,
    announced_size: announced.file_size ?? null,
    status: 'promised',
    validations: [],
    extracted_data: null,
    uploaded_at: toInstant(now),
    base64: null,
  }
}

/** A document whose bytes are there. Throws a Problem of kind `invalid` for no bytes or not as many as announced. */
export function arrived(document: SessionDocument, base64: string, now: Date): SessionDocument {
  const size = Buffer.byteLength(base64, 'base64')
  if (size === 0) throw new Problem('invalid', 'The file is empty')
  if (size > FILE_LIMIT) throw new Problem('too-large', `The file is larger than ${FILE_LIMIT} bytes`)
  if (document.announced_size !== null && size !== document.announced_size) {
    throw new Problem('invalid', `The file was announced with ${document.announced_size} bytes, and has ${size}`)
  }
  return { ...document, base64, uploaded_at: toInstant(now) }
}

/** A document that the session has, judged by what is to be looked at after an upload. */
export function confirmed(document: SessionDocument, requirement: Requirement): ConfirmedDocument {
  if (document.base64 === null) throw new Problem('state', 'The file has not been uploaded')
  const defects = defectsOf(document.file_name)
  const validations = (requirement.post_upload_validations ?? []).map((name) => ({
    name,
    passed: name === 'readable' ? !defects.includes('unreadable') : !defects.includes('expired'),
  }))
  return { ...document, validations, status: validations.every(({ passed }) => passed) ? 'uploaded' : 'rejected' }
}

/** What a rule can say of a document. */
export const conditionsOf = ({ status, file_name }: SessionDocument): string[] => [
  ...(status === 'uploaded' ? ['uploaded'] : []),
  ...defectsOf(file_name),
]

/** The document of a session with this id. Throws a Problem of kind `not-found`. */
export function documentOf(sessionId: string, id: string, db: Reader): SessionDocument {
  const document = db.table(documents).get(id)
  if (document?.session_id !== sessionId) throw notFound('Document')
  return document
}

/** What is shown of a document. */
export function presentDocument(document: ConfirmedDocument): Shown {
  const { id, session_id, announced_size, base64, ...shown } = document
  return { doc_id: id, ...shown, size: Buffer.byteLength(base64 ?? '', 'base64') }
}
