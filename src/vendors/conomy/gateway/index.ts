import { Problem } from '../../../core/problem.ts'
import { type Admission, type Asking, defineSurface, type VendorSettings } from '../../vendor.ts'
import { accountOf } from '../account.ts'
import { authenticate, ownerOfKey } from '../auth.ts'
import { ownedBy } from '../customer.ts'
import { identityOf } from '../identity.ts'
import { paymentOf } from '../payment.ts'
import { renderProblem as render } from '../problems.ts'
import type { ConomySettings } from '../settings.ts'
import { accountHandlers } from './accounts.ts'
import { customerHandlers } from './customers.ts'
import { depositHandlers } from './deposits.ts'
import { fileHandlers } from './files.ts'
import { identityHandlers } from './identities.ts'
import { paymentHandlers } from './payments.ts'
import { permissionHandlers } from './permissions.ts'
import { reviewHandlers } from './reviews.ts'
import { tenantOf } from './tenant.ts'
import { tokenHandlers } from './tokens.ts'

/** Conomy's gateway: tokens, accounts, identities, payments, and customers of the token's tenant. */
export const conomyGateway = defineSurface({
  name: 'conomy-gateway',
  handlers: {
    ...tokenHandlers,
    ...customerHandlers,
    ...accountHandlers,
    ...identityHandlers,
    ...permissionHandlers,
    ...paymentHandlers,
    ...reviewHandlers,
    ...depositHandlers,
    ...fileHandlers,
  },
  // Whoever asks for a token has none yet.
  authenticate: (asking: Asking) =>
    asking.operation === 'createToken' ? ownerOfKey(asking.headers).clientId : authenticate(asking),
  admit,
  renderProblem,
})

/** Tenant and record come before the body. Another tenant's are answered as if nothing were there. */
function admit({ db, tenant, params, query, path }: Admission<ConomySettings>): void {
  const clientId = tenantOf({ tenant })
  if (typeof query.clientId === 'string' && query.clientId !== clientId)
    throw new Problem('not-found', 'The client was not found')
  const customerId = params['customer-id']
  if (typeof customerId === 'string') ownedBy(clientId, customerId, db)
  if (typeof params.id !== 'string') return
  if (path.startsWith('/conomy-gateway/accounts/')) accountOf(clientId, params.id, db)
  if (path.startsWith('/conomy-gateway/identities/')) identityOf(clientId, params.id, db)
  if (path.startsWith('/conomy-gateway/payments/')) paymentOf(clientId, params.id, db)
}

/** The five fields of every error, and beside them the names that an older edition of the documentation gives them. */
function renderProblem(problem: Problem, traceId: string, settings: VendorSettings) {
  const { status, body } = render(problem, traceId)
  if (settings.errorAliases === false) return { status, body }
  return { status, body: { ...body, statusCode: body.status, error: body.type, message: body.detail } }
}
