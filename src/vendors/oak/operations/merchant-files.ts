import { Reply } from '../../../contract/reply.ts'
import { merchantFileOf, merchantFiles, presentMerchantFile, storedMerchantFile } from '../merchant-file.ts'
import { pageOf } from '../page.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const merchantFileHandlers = {
  uploadMerchantFile({ body }, context) {
    const { db, now, random } = context
    const file = storedMerchantFile(body, { id: random.uuid(), tenant: tenantOf(context), now })
    return { msg: 'file upload successful', data: presentMerchantFile(db.table(merchantFiles).insert(file)) }
  },

  listMerchantFiles({ query }, context) {
    const found = context.db.table(merchantFiles).where('byTenant', tenantOf(context))
    const { rows, headers, ...page } = pageOf(found, query)
    return new Reply(200, { msg: 'files found', data: { ...page, file_list: rows.map(presentMerchantFile) } }, headers)
  },

  getMerchantFile({ params }, context) {
    const file = merchantFileOf(tenantOf(context), params.merchant_file_id, context.db)
    return { msg: 'file found', data: presentMerchantFile(file) }
  },

  deleteMerchantFile({ params }, context) {
    const { id } = merchantFileOf(tenantOf(context), params.merchant_file_id, context.db)
    context.db.table(merchantFiles).remove(id)
    return { msg: 'file deleted', data: null }
  },
} satisfies Partial<OakHandlers>
