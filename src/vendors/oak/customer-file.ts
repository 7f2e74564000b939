import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Row } from '../../core/collection.ts'
import { hmac, isHmac } from '../../core/hmac.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import type { Customer } from './customer.ts'
import { oneOf } from './one-of.ts'

type FileType = components['schemas']['OakFileType']
type Upload = components['schemas']['OakUpload']

const FILE_TYPES: readonly FileType[] = ['ssn_back', 'ssn_front', 'cpf_document', 'passport', 'address_proof']

/** The largest file, in bytes. The contract's limit of the whole form leaves room for its other fields. */
const FILE_LIMIT = 5 * 1024 * 1024

/** How long a link lives, in seconds. */
const LINK_LIFE = 900

/** Signs links; as public as everything here. */
const KEY = 'fintech-sandbox oak files'

/** A file that a customer has sent. */
export type CustomerFile = Row & {
  readonly tenant: string
  readonly customer_id: string
  readonly name: string
  readonly media_type: string
  readonly file_type: FileType
  readonly size: number
  readonly base64: string
  readonly created_at: string
}

export const customerFiles = collection<CustomerFile>()('oak.files', {
  byCustomer: (file) => file.customer_id,
})

/** A file as it is stored. Throws a Problem: `invalid` for a type that Oak does not take or no bytes, `too-large`. */
export function stored(
  { file, file_type }: { file: Upload; file_type: string },
  customer: Customer,
  { id, now }: { id: string; now: Date },
): CustomerFile {
  const size = Buffer.byteLength(file.base64, 'base64')
  if (size === 0) throw fieldProblem('invalid', 'file', 'file must not be empty')
  if (size > FILE_LIMIT) throw new Problem('too-large', `file must be at most ${FILE_LIMIT} bytes`)
  return {
    id,
    tenant: customer.tenant,
    customer_id: customer.id,
    name: file.name,
    media_type: file.type || 'application/octet-stream',
    file_type: oneOf(FILE_TYPES, file_type, 'file_type'),
    size,
    base64: file.base64,
    created_at: now.toISOString(),
  }
}

/** A file as the list shows it, with a link that lives for a quarter of an hour. */
export function presentFile(
  { id, name, size, file_type, created_at }: CustomerFile,
  { origin, now }: { origin: string; now: Date },
): components['schemas']['OakCustomerFile'] {
  const expires = Math.floor(now.getTime() / 1000) + LINK_LIFE
  const url = `${origin}/oak/files/${id}?expires=${expires}&signature=${hmac(signedText(id, expires), KEY)}`
  return { id, name, size, fileType: file_type, file_type, url, created_at }
}

/** Throws a Problem of kind `forbidden` when a link is none of ours, or its time is over. */
export function requireLink(id: string, link: { expires: number; signature: string }, now: Date): void {
  if (!isHmac(link.signature, signedText(id, link.expires), KEY))
    throw new Problem('forbidden', 'The link is not valid')
  if (link.expires * 1000 <= now.getTime()) throw new Problem('forbidden', 'The link has expired')
}

const signedText = (id: string, expires: number): string => `${id}.${expires}`
