import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { ownRow } from './own-row.ts'
import { factsOf, type UploadFacts } from './upload.ts'

/** A file of the merchant's own. Nothing gives its bytes back, so they are not kept. */
export type MerchantFile = Row &
  UploadFacts & {
    readonly tenant: string
    readonly purpose: string | null
    readonly created_at: Instant
  }

export const merchantFiles = collection<MerchantFile>()('oak.merchantFiles', {
  byTenant: (file) => file.tenant,
})

type Birth = { id: string; tenant: string; now: Date }

/** A file as it is stored. Throws as `factsOf` does. */
export function storedMerchantFile(
  { file, purpose }: { file: components['schemas']['OakUpload']; purpose?: string },
  { id, tenant, now }: Birth,
): MerchantFile {
  return {
    id,
    tenant,
    ...factsOf(file),
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
