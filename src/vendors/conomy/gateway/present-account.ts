import type { components } from '../../../contract/openapi.gen.ts'
import { key, type Reader } from '../../../core/collection.ts'
import { type Account, accounts } from '../account.ts'
import { sum } from '../money.ts'
import type { Pagination } from '../page.ts'
import type { ConomySettings } from '../settings.ts'

type Shown = components['schemas']['ConomyAccount']
type ShownPage = components['schemas']['ConomyAccountPage']

/** An account as this contract shows it, with what its sub-accounts hold together if it has any. */
export function presentAccount({ clientId, ...account }: Account, reader: Reader): Shown {
  const children = [...reader.table(accounts).where('byParent', key(clientId, account.id))]
  const subAccounts = {
    balance: sum(children.map(({ balance }) => balance)),
    availableFunds: sum(children.map(({ availableFunds }) => availableFunds)),
  }
  return { ...account, ...(children.length > 0 && { subAccounts }), accruedYield: '', monthlyYield: '' }
}

/** A page of accounts, nested as documented, flat as other lists, or so that readers of either find what they expect. */
export function presentAccountPage(
  { pagination, results }: { pagination: Pagination; results: Shown[] },
  { accountsEnvelope }: ConomySettings,
): ShownPage {
  if (accountsEnvelope === 'nested') return { pagination: { pagination, results } }
  if (accountsEnvelope === 'flat') return { pagination, results }
  return { pagination: { ...pagination, pagination, results }, results }
}
