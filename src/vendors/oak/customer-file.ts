import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Row } from '../../core/collection.ts'
import { hmac, isHmac } from '../../core/hmac.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import type { Customer } from './customer.ts'
import { oneOf } from './one-of.ts'
import { factsOf, type UploadFacts } from './upload.ts'

type FileType = components['schemas']['OakFileType']
type Upload = components['schemas']['OakUpload']

const FILE_TYPES: readonly FileType[] = ['ssn_back', 'ssn_front', 'cpf_document', 'passport', 'address_proof']

/** How long a link lives, in seconds. */
const LINK_LIFE = 900

/** Signs links; as public as everything here. */
const KEY = 'fintech-sandbox oak files'

/** A file that a customer has sent. */
export type CustomerFile = Row &
  UploadFacts & {
    readonly tenant: string
    readonly customer_id: string
    readonly file_type: FileType
    readonly base64: string
    readonly created_at: Instant
  }

export const customerFiles = collection<CustomerFile>()('oak.files', {
  byCustomer: (file) => file.customer_id,
})

/** A file as it is stored. Throws a Problem as `factsOf` does, and of kind `invalid` for a type that Oak does not take. */
export function stored(
  { file, file_type }: { file: Upload; file_type: string },
  customer: Customer,
  { id, now }: { id: string; now: Date },
): CustomerFile {
  return {
    id,
    tenant: customer.tenant,
    customer_id: customer.id,
    ...factsOf(file),
    file_type: oneOf(FILE_TYPES, file_type, 'file_type'),
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
