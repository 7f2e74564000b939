import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import type { Identity } from './identity.ts'
import { toInstant } from './instant.ts'
import { type Amount, compare, minus, normalized } from './money.ts'

export type AccountStatus = components['schemas']['ConomyAccountStatus']
export type AccountType = components['schemas']['ConomyAccountType']
type AccountInput = components['schemas']['ConomyAccountInput']
type AccountPatch = components['schemas']['ConomyAccountPatch']

/** Money of one identity in one currency. `availableFunds` is the balance without what is reserved. */
export type Account = Row & {
  readonly clientId: string
  readonly identityId: string
  /** Empty when there is none, as every text of this contract. */
  readonly externalId: string
  readonly type: AccountType
  readonly custody: string
  readonly balance: Amount
  readonly availableFunds: Amount
  readonly currency: string
  readonly name: string
  readonly accountNumber: string
  readonly accountHolder: string
  readonly status: AccountStatus
  /** Empty when it is not a sub-account. */
  readonly parentId: string
  readonly custodyBankAccount?: Readonly<components['schemas']['ConomyCustodyBankAccount']>
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export const accounts = collection<Account>()('conomy.accounts', {
  byClient: (account) => account.clientId,
  byIdentity: (account) => key(account.clientId, account.identityId),
  byNumber: (account) => key(account.clientId, account.accountNumber),
  byParent: (account) => (account.parentId === '' ? undefined : key(account.clientId, account.parentId)),
})

/** The tenant's account with this id, or with this number. Throws a Problem of kind `not-found`. */
export function accountOf(clientId: string, idOrNumber: string, reader: Reader): Account {
  const table = reader.table(accounts)
  const [byNumber] = table.where('byNumber', key(clientId, idOrNumber)).slice(0, 1)
  const account = table.get(idOrNumber) ?? byNumber
  if (account?.clientId !== clientId) throw noAccount(idOrNumber)
  return account
}

/** An account of whichever tenant, by id: an operator sees them all. Throws a Problem of kind `not-found`. */
export function anyonesAccount(id: string, reader: Reader): Account {
  const account = reader.table(accounts).get(id)
  if (!account) throw noAccount(id)
  return account
}

/**
 * A new account with nothing in it. Throws a Problem of kind `state` when the parent, undefined for an account of its
 * own, has another currency.
 */
export function openedAccount(
  input: AccountInput,
  { id, owner, parent, now }: { id: string; owner: Identity; parent: Account | undefined; now: Date },
): Account {
  const { type, custody, currency, name, custodyBankAccount } = input
  if (parent && parent.currency !== currency) {
    throw new Problem(
      'state',
      `The parent account is in ${parent.currency}, and a sub-account in ${currency} cannot be`,
    )
  }
  const at = toInstant(now)
  return {
    id,
    clientId: owner.clientId,
    identityId: owner.id,
    externalId: input.externalId ?? '',
    type,
    custody,
    balance: '0',
    availableFunds: '0',
    currency,
    name,
    accountNumber: numberOf(id),
    accountHolder: owner.type === 'ORGANIZATION' ? owner.name.toUpperCase() : owner.name,
    status: 'ACTIVE',
    parentId: parent?.id ?? '',
    ...(custodyBankAccount && { custodyBankAccount }),
    createdAt: at,
    updatedAt: at,
  }
}

/** An account with another name or external id; the same object when nothing changes. `null` removes an external id. */
export function renamed(account: Account, { name, externalId }: AccountPatch, now: Date): Account {
  const after = {
    ...account,
    name: name ?? account.name,
    externalId: externalId === undefined ? account.externalId : (externalId ?? ''),
  }
  const isSame = after.name === account.name && after.externalId === account.externalId
  return isSame ? account : { ...after, updatedAt: toInstant(now) }
}

/** An account that holds this much, of which what is reserved stays so. Throws a Problem of kind `state` below that. */
export function withBalance(account: Account, balance: Amount, now: Date): Account {
  const reserved = minus(account.balance, account.availableFunds)
  if (compare(balance, reserved) < 0) {
    throw new Problem('state', `${reserved} of account ${account.id} is reserved, and the balance cannot be less`)
  }
  return {
    ...account,
    balance: normalized(balance),
    availableFunds: minus(balance, reserved),
    updatedAt: toInstant(now),
  }
}

/** Throws a Problem of kind `state` unless the account is empty and has no sub-accounts. */
export function requireClosable(account: Account, subAccounts: { readonly length: number }): void {
  if (compare(account.balance, '0') !== 0) {
    throw new Problem('state', `Account ${account.id} holds ${account.balance}; only an empty account can be deleted`)
  }
  if (subAccounts.length > 0) {
    throw new Problem('state', `Account ${account.id} has ${subAccounts.length} sub-accounts, which come first`)
  }
}

const noAccount = (id: string): Problem => new Problem('not-found', `Account ${id.slice(0, 64)} was not found`)

/** Unix seconds, then digits, as in the vendor's samples; both are the id's, and as unique. */
const numberOf = (id: string): string =>
  `${Number.parseInt(id.slice(0, 8), 16)}${BigInt(`0x${id.slice(8)}`)
    .toString()
    .padStart(20, '0')}`
