import { FileReply, Reply } from '../../../contract/reply.ts'
import { customerOf } from '../customer.ts'
import { customerFiles, presentFile, requireLink, stored } from '../customer-file.ts'
import { registrationData, tell } from '../events.ts'
import { notFound } from '../own-row.ts'
import { isOpen, registrationsOf } from '../registration.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const fileHandlers = {
  uploadFiles({ params, body }, context) {
    const { db, now, random } = context
    const customer = customerOf(tenantOf(context), params.customer_id, db)
    db.table(customerFiles).insert(stored(body, customer, { id: random.uuid(), now }))
    for (const row of registrationsOf(customer.id, db).filter(isOpen)) {
      tell(context, row.tenant, 'provider_registration.documents_uploaded', registrationData(row, ['documents']))
    }
    return new Reply(201, { msg: 'file upload successful', data: null })
  },

  listFiles({ params }, context) {
    const { id } = customerOf(tenantOf(context), params.customer_id, context.db)
    const files = [...context.db.table(customerFiles).where('byCustomer', id)]
    return { msg: 'customer files', data: files.map((file) => presentFile(file, context)) }
  },

  downloadFile({ params, query }, { db, now }) {
    requireLink(params.file_id, query, now)
    const file = db.table(customerFiles).get(params.file_id)
    if (!file) throw notFound()
    return new FileReply(new Uint8Array(Buffer.from(file.base64, 'base64')), file.media_type)
  },
} satisfies Partial<OakHandlers>
