import type { Input } from '../../../contract/types.ts'
import { key, type Reader, type Rows } from '../../../core/collection.ts'
import {
  type Account,
  accountOf,
  accounts,
  anyonesAccount,
  openedAccount,
  renamed,
  requireClosable,
  withBalance,
} from '../account.ts'
import { identityOf } from '../identity.ts'
import { objectId, toInstant } from '../instant.ts'
import { inWindow, pageOf } from '../page.ts'
import { requireNoneUnderWay } from '../payment.ts'
import type { GatewayHandlers } from './handlers.ts'
import { presentAccount, presentAccountPage } from './present-account.ts'
import { tenantOf } from './tenant.ts'

type Query = Input<'conomy-gateway.listAccounts'>['query']

/** The operations on accounts, and an operator's controls of what they hold and whether they work. */
export const accountHandlers = {
  createAccount({ body }, { db, now, random, tenant }) {
    const clientId = tenantOf({ tenant })
    const owner = identityOf(clientId, body.identityId, db)
    const parent = body.parentId?.trim() ? accountOf(clientId, body.parentId, db) : undefined
    const account = openedAccount(body, { id: objectId(now, random), owner, parent, now })
    return presentAccount(db.table(accounts).insert(account), db)
  },

  listAccounts({ query }, { db, settings, tenant }) {
    const { pagination, results } = pageOf(matching(query, tenantOf({ tenant }), db), query)
    const shown = results.map((account) => presentAccount(account, db))
    return presentAccountPage({ pagination, results: shown }, settings)
  },

  getAccount({ params }, { db, tenant }) {
    return presentAccount(accountOf(tenantOf({ tenant }), params.id, db), db)
  },

  updateAccount({ params, body }, { db, now, tenant }) {
    const before = accountOf(tenantOf({ tenant }), params.id, db)
    const account = renamed(before, body, now)
    if (account !== before) db.table(accounts).replace(account)
    return presentAccount(account, db)
  },

  deleteAccount({ params }, { db, tenant }) {
    const account = accountOf(tenantOf({ tenant }), params.id, db)
    requireClosable(account, db.table(accounts).where('byParent', key(account.clientId, account.id)))
    requireNoneUnderWay(account, db)
    db.table(accounts).remove(account.id)
    return undefined
  },

  setBalance({ params, body }, { db, now }) {
    const account = withBalance(anyonesAccount(params.id, db), body.balance, now)
    return presentAccount(db.table(accounts).replace(account), db)
  },

  setAccountStatus({ params, body }, { db, now }) {
    const account = { ...anyonesAccount(params.id, db), status: body.status, updatedAt: toInstant(now) }
    return presentAccount(db.table(accounts).replace(account), db)
  },
} satisfies Partial<GatewayHandlers>

const FILTERS = ['accountNumber', 'parentId', 'identityId', 'externalId', 'type', 'currency', 'status'] as const

/** Looks the most selective filter up, and tries all of them on what it finds. */
function matching(query: Query, clientId: string, reader: Reader): Pick<Rows<Account>, 'length' | 'slice'> {
  const isCreatedThen = inWindow(query)
  const found = candidates(query, clientId, reader)
  const isEveryone = [...FILTERS, 'startDate' as const, 'endDate' as const].every((name) => query[name] === undefined)
  if (isEveryone) return found
  return [...found].filter(
    (account) =>
      FILTERS.every((name) => query[name] === undefined || account[name] === query[name]) &&
      isCreatedThen(account.createdAt),
  )
}

function candidates({ accountNumber, parentId, identityId }: Query, clientId: string, reader: Reader): Rows<Account> {
  const table = reader.table(accounts)
  if (accountNumber !== undefined) return table.where('byNumber', key(clientId, accountNumber))
  if (parentId !== undefined) return table.where('byParent', key(clientId, parentId))
  if (identityId !== undefined) return table.where('byIdentity', key(clientId, identityId))
  return table.where('byClient', clientId)
}
