import type { Problem } from '../../core/problem.ts'
import { type Admission, defineSurface, type VendorSettings } from '../vendor.ts'
import { authenticate } from './auth.ts'
import { customerOf } from './customer.ts'
import { idempotently } from './idempotency.ts'
import { balanceHandlers } from './operations/balances.ts'
import { customerHandlers } from './operations/customers.ts'
import { disputeHandlers } from './operations/disputes.ts'
import { fileHandlers } from './operations/files.ts'
import { merchantFileHandlers } from './operations/merchant-files.ts'
import { movementHandlers } from './operations/movements.ts'
import { notificationHandlers } from './operations/notifications.ts'
import { outcomeHandlers } from './operations/outcomes.ts'
import { paymentMethodHandlers } from './operations/payment-methods.ts'
import { paymentHandlers } from './operations/payments.ts'
import { planHandlers } from './operations/plans.ts'
import { publicHandlers } from './operations/public.ts'
import { registrationHandlers } from './operations/registrations.ts'
import { statusHandlers } from './operations/statuses.ts'
import { subscriptionHandlers } from './operations/subscriptions.ts'
import { syncHandlers } from './operations/syncs.ts'
import { taxHandlers } from './operations/taxes.ts'
import { tokenHandlers } from './operations/tokens.ts'
import { transactionHandlers } from './operations/transactions.ts'
import { webhookHandlers } from './operations/webhooks.ts'
import { renderProblem } from './problems.ts'
import type { OakSettings } from './settings.ts'
import { tenantOf } from './tenants.ts'

/** Oak's payments API. */
export const oakSurface = defineSurface({
  name: 'oak',
  handlers: idempotently({
    ...tokenHandlers,
    ...publicHandlers,
    ...customerHandlers,
    ...statusHandlers,
    ...syncHandlers,
    ...balanceHandlers,
    ...fileHandlers,
    ...registrationHandlers,
    ...paymentMethodHandlers,
    ...webhookHandlers,
    ...notificationHandlers,
    ...paymentHandlers,
    ...transactionHandlers,
    ...disputeHandlers,
    ...taxHandlers,
    ...merchantFileHandlers,
    ...movementHandlers,
    ...outcomeHandlers,
    ...planHandlers,
    ...subscriptionHandlers,
  }),
  authenticate,
  admit,
  renderProblem: (problem: Problem, _traceId: string, _settings: VendorSettings, operation?: string) =>
    renderProblem(problem, operation),
})

/** The customer comes before the body. Another tenant's is answered as if nothing were there. */
function admit({ db, tenant, params }: Admission<OakSettings>): void {
  if (typeof params.customer_id === 'string') customerOf(tenantOf({ tenant }), params.customer_id, db)
}
