import { Problem } from '../../../core/problem.ts'
import { type Admission, defineSurface } from '../../vendor.ts'
import { authenticate } from '../auth.ts'
import { noCustomer, ownedBy } from '../customer.ts'
import { renderProblem } from '../problems.ts'
import type { ConomySettings } from '../settings.ts'
import { customerHandlers } from './customers.ts'
import { documentHandlers } from './documents.ts'

/** Conomy's customers by `clientId`. */
export const conomyCustomers = defineSurface({
  name: 'conomy-customers',
  handlers: { ...customerHandlers, ...documentHandlers },
  authenticate,
  admit,
  renderProblem,
})

/**
 * Tenant and record come before the body. Another tenant's clientId reads as if nothing were there, so that no
 * record's existence leaks; on a create no record is addressed, and it is forbidden.
 */
function admit({ db, tenant, operation, params, query }: Admission<ConomySettings>): void {
  const clientId = String(query.clientId)
  const id = typeof params.id === 'string' ? params.id : undefined
  if (tenant !== undefined && clientId !== tenant) {
    if (operation === 'createCustomer') throw new Problem('forbidden', 'The token is not for this clientId')
    throw id === undefined ? new Problem('not-found', 'The client was not found') : noCustomer(id)
  }
  if (id !== undefined) ownedBy(clientId, id, db)
}
