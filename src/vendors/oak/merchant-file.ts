import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { ownRow } from './own-row.ts'

/** The largest file, in bytes, as for the files of customers. */
const FILE_LIMIT = 5 * 1024 * 1024

/** A file of the merchant's own. Nothing gives its bytes back, so they are not kept. */
export type MerchantFile = Row & {
  readonly tenant: string
  readonly name: string
  readonly media_type: string
  readonly size: number
  readonly purpose: string | null
  readonly created_at: string
}

export const merchantFiles = collection<MerchantFile>()('oak.merchantFiles', {
  byTenant: (file) => file.tenant,
})

type Birth = { id: string; tenant: string; now: Date }

/** A file as it is stored. Throws a Problem: `invalid` when it is empty, `too-large`. */
export function storedMerchantFile(
  { file, purpose }: { file: components['schemas']['OakUpload']; purpose?: string },
  { id, tenant, now }: Birth,
): MerchantFile {
  const size = Buffer.byteLength(file.base64, 'base64')
  if (size === 0) throw fieldProblem('invalid', 'file', 'file must not be empty')
  if (size > FILE_LIMIT) throw new Problem('too-large', `file must be at most ${FILE_LIMIT} bytes`)
  return {
    id,
    tenant,
    name: file.name,
    media_type: file.type || 'application/octet-stream',
    size,
    purpose: purpose?.toLowerCase() ?? null,
    created_at: now.toISOString(),
  }
}

/** The tenant's file with this id. Throws as `ownRow` does. */
export const merchantFileOf = (tenant: string, id: string, reader: Reader): MerchantFile =>
  ownRow({ rows: merchantFiles, prefix: 'file', field: 'merchant_file_id' }, { tenant, id }, reader)

/** A file as the wire shows it. */
export function presentMerchantFile({ tenant: _, ...shown }: MerchantFile): components['schemas']['OakMerchantFile'] {
  return shown
}
