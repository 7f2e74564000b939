import { type Customer, created, customerCalled, customers, requireActive } from '../customer.ts'
import { toInstant } from '../instant.ts'
import { success } from '../present.ts'
import { settingsOf } from '../tenant-settings.ts'
import { tenantOf } from '../tenants.ts'
import { reliabilityOf, webUrl, webValidations } from '../website.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The operation on websites. */
export const websiteHandlers = {
  validateWebsite({ body }, context) {
    const { db, now, random } = context
    const tenant = tenantOf(context)
    const url = webUrl(body.url, 'url')
    const { score, findings } = reliabilityOf(url, settingsOf(tenant, db).keywords)
    const customer = body.client_id === undefined ? undefined : customerFor(body.client_id, url, context)
    const row = { id: random.uuid(), tenant, url: url.href, customer_id: customer?.id ?? null }
    const { id } = db.table(webValidations).insert(row)
    return success({
      validation_id: id,
      url: url.href,
      domain: url.hostname,
      reliability_score: score,
      findings,
      ...(customer && { client_id: customer.client_id, customer_id: customer.id }),
      validated_at: toInstant(now),
    })
  },
} satisfies Partial<LegalTalentHandlers>

/** Whose website it is. A `client_id` that nobody has makes a customer. */
function customerFor(clientId: string, url: URL, { db, now, random, tenant }: LegalTalentContext): Customer {
  const owner = tenantOf({ tenant })
  const called = customerCalled(owner, clientId, db)
  if (called) {
    requireActive(called)
    return called
  }
  const input = { name: clientId, client_id: clientId, website: url.href }
  return db.table(customers).insert(created(input, { id: random.uuid(), tenant: owner, now }))
}
