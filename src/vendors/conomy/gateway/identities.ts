import type { Input } from '../../../contract/types.ts'
import { type Draft, key, type Reader, type Rows } from '../../../core/collection.ts'
import { accounts } from '../account.ts'
import {
  amendedIdentity,
  anyonesIdentity,
  createdIdentity,
  type Identity,
  identities,
  identityOf,
  requireDistinct,
  requireWithoutAccounts,
} from '../identity.ts'
import { linked, requireIdentities, revoked, unlinked } from '../identity-links.ts'
import { objectId, toInstant } from '../instant.ts'
import { pageOf } from '../page.ts'
import type { GatewayHandlers } from './handlers.ts'
import { presentIdentity } from './present-identity.ts'
import { tenantOf } from './tenant.ts'

type Query = Input<'conomy-gateway.listIdentities'>['query']

/** The operations on identities and their links, and an operator's control of their status. */
export const identityHandlers = {
  createIdentity({ body }, { db, now, random, tenant }) {
    const clientId = tenantOf({ tenant })
    const children = childrenIn(body.children, clientId, db)
    const identity = createdIdentity(body, { id: objectId(now, random), clientId, children, now })
    requireDistinct(identity, db)
    return presentIdentity(db.table(identities).insert(identity), db)
  },

  listIdentities({ query }, { db, tenant }) {
    const { pagination, results } = pageOf(matching(query, tenantOf({ tenant }), db), query)
    const shown = results.map((identity) => presentIdentity(identity, db))
    return { data: shown, pagination: { pagination, results: shown } }
  },

  getIdentity({ params }, { db, tenant }) {
    return presentIdentity(identityOf(tenantOf({ tenant }), params.id, db), db)
  },

  updateIdentity({ params, body }, { db, now, tenant }) {
    const before = identityOf(tenantOf({ tenant }), params.id, db)
    const children = body.children === undefined ? before.children : childrenIn(body.children, before.clientId, db)
    return presentIdentity(store(amendedIdentity(before, body, { children, now }), db), db)
  },

  deleteIdentity({ params }, { db, now, tenant }) {
    const identity = identityOf(tenantOf({ tenant }), params.id, db)
    requireWithoutAccounts(identity, db.table(accounts).where('byIdentity', key(identity.clientId, identity.id)))
    db.table(identities).remove(identity.id)
    for (const other of [...db.table(identities).where('byClient', identity.clientId)]) {
      const left = revoked(unlinked(other, [identity.id], now), identity.id)
      if (left !== other) store(left, db)
    }
    return undefined
  },

  addChildren({ params, body }, { db, now, tenant }) {
    const identity = identityOf(tenantOf({ tenant }), params.id, db)
    const children = requireIdentities(body.children, identity.clientId, db)
    return presentIdentity(store(linked(identity, children, now), db), db)
  },

  removeChildren({ params, body }, { db, now, tenant }) {
    const identity = identityOf(tenantOf({ tenant }), params.id, db)
    const children = requireIdentities(body.children, identity.clientId, db)
    return presentIdentity(store(unlinked(identity, children, now), db), db)
  },

  setIdentityStatus({ params, body }, { db, now }) {
    const identity = { ...anyonesIdentity(params.id, db), status: body.status, updatedAt: toInstant(now) }
    return presentIdentity(store(identity, db), db)
  },
} satisfies Partial<GatewayHandlers>

const store = (identity: Identity, db: Draft): Identity => db.table(identities).replace(identity)

function childrenIn(
  children: readonly { id: string }[] | null | undefined,
  clientId: string,
  reader: Reader,
): string[] | null {
  if (!children) return null
  return requireIdentities(
    children.map(({ id }) => id),
    clientId,
    reader,
  )
}

const FILTERS = ['type', 'email', 'documentNumber', 'phone', 'country', 'status'] as const

/** Looks the document number up if it is asked for, and tries all filters on what it finds. */
function matching(query: Query, clientId: string, reader: Reader): Pick<Rows<Identity>, 'length' | 'slice'> {
  const table = reader.table(identities)
  const own = table.where('byClient', clientId)
  if (FILTERS.every((name) => query[name] === undefined)) return own
  const found =
    query.documentNumber === undefined ? own : table.where('byDocumentNumber', key(clientId, query.documentNumber))
  return [...found].filter((identity) =>
    FILTERS.every((name) => query[name] === undefined || identity[name] === query[name]),
  )
}
