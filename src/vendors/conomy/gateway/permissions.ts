import { identities, identityOf } from '../identity.ts'
import { granted, requireGrantable, requireGranted, revoked } from '../identity-links.ts'
import type { GatewayHandlers } from './handlers.ts'
import { tenantOf } from './tenant.ts'

/** The operations on what an identity may do for others of the same tenant. */
export const permissionHandlers = {
  grantPermissions({ params, body }, { db, tenant }) {
    const identity = identityOf(tenantOf({ tenant }), params.id, db)
    requireGrantable(body, identity.clientId, db)
    db.table(identities).replace(granted(identity, body))
    return {}
  },

  listPermissions({ params }, { db, tenant }) {
    const { permissions } = identityOf(tenantOf({ tenant }), params.id, db)
    return permissions.map((permission) => ({ ...permission }))
  },

  revokePermissions({ params }, { db, tenant }) {
    const identity = identityOf(tenantOf({ tenant }), params.id, db)
    requireGranted(identity, params.toremoveId)
    db.table(identities).replace(revoked(identity, params.toremoveId))
    return undefined
  },
} satisfies Partial<GatewayHandlers>
