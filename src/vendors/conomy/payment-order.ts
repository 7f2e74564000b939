import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { type Account, accountOf, accounts } from './account.ts'
import { identityOf } from './identity.ts'
import { type Amount, compare, normalized, sum } from './money.ts'
import type { Leg, Node } from './payment.ts'

export type PaymentInput = components['schemas']['ConomyPaymentInput']

/** What a new payment is about, checked: both amounts, both currencies, and who gives and takes. */
export type Order = {
  totalAmount: Amount
  currency: string
  purchaseCurrency: string
  identityId: string
  accountNumber: string
  givers: Leg[]
  takers: Leg[]
}

/** Types that move money of one identity only: nobody tops up or withdraws from somebody else's account. */
const OWN: readonly PaymentInput['type'][] = ['TOPUP_ACCOUNT', 'WITHDRAWAL_ACCOUNT']

/** Which ends of a payment have to be accounts; the other types may have both. */
const ENDS: Partial<Record<PaymentInput['type'], { origins: 'account' | 'rail'; destinations: 'account' | 'rail' }>> = {
  TOPUP_ACCOUNT: { origins: 'rail', destinations: 'account' },
  WITHDRAWAL_ACCOUNT: { origins: 'account', destinations: 'rail' },
  P2P: { origins: 'account', destinations: 'account' },
}

/**
 * Reads an order as the payments guide has it. Throws a Problem: `missing` or `invalid` (amounts, currencies, ends),
 * `not-found` (account, identity) or `state` (blocked account, another currency).
 */
export function readOrder(input: PaymentInput, clientId: string, reader: Reader): Order {
  const totalAmount = readAmount(input)
  const { currency, purchaseCurrency } = readCurrencies(input)
  requireEnds(input)
  const named = input.identityId ?? ''
  const accountNumber = input.accountNumber ?? ''
  if (named !== '') identityOf(clientId, named, reader)
  const main = accountNumber === '' ? undefined : accountOf(clientId, accountNumber, reader)
  if (main && named !== '' && main.identityId !== named) {
    throw wrong('accountNumber', 'accountNumber must be an account of identityId')
  }
  const legs = (nodes: readonly Node[], field: string): Leg[] =>
    readLegs({ nodes, field, totalAmount, currency, accountNumber }, (number) => accountOf(clientId, number, reader))
  const givers = legs(input.origins, 'origins')
  const takers = legs(input.destinations, 'destinations')
  const owners = ownersOf(input.type === 'TOPUP_ACCOUNT' ? takers : givers, reader)
  const identityId = named || (main?.identityId ?? owners[0] ?? ownersOf(takers, reader)[0] ?? '')
  if (OWN.includes(input.type) && owners.some((owner) => owner !== identityId)) {
    throw wrong('accountNumber', `the accounts of a ${input.type} must be of one identity, and of identityId`)
  }
  return {
    totalAmount,
    currency,
    purchaseCurrency,
    identityId,
    accountNumber: main?.accountNumber ?? '',
    givers,
    takers,
  }
}

const ownersOf = (legs: readonly Leg[], reader: Reader): string[] =>
  legs.map(({ accountId }) => reader.table(accounts).get(accountId)?.identityId ?? '')

function readAmount({ totalAmount, purchaseAmount }: PaymentInput): Amount {
  if (totalAmount !== undefined && purchaseAmount !== undefined)
    throw wrong('purchaseAmount', 'give totalAmount or purchaseAmount, not both')
  const amount = totalAmount ?? purchaseAmount
  if (amount === undefined) throw missing('totalAmount', 'totalAmount or purchaseAmount is required')
  if (compare(amount, '0') <= 0)
    throw wrong(totalAmount === undefined ? 'purchaseAmount' : 'totalAmount', 'the amount must be more than 0')
  return normalized(amount)
}

function readCurrencies({ currency, purchaseCurrency, product }: PaymentInput): {
  currency: string
  purchaseCurrency: string
} {
  const total = currency ?? purchaseCurrency
  const purchase = purchaseCurrency ?? currency
  if (total === undefined || purchase === undefined)
    throw missing('currency', 'currency or purchaseCurrency is required')
  if (product !== `${purchase}:${total}`) throw wrong('product', `product must be ${purchase}:${total}`)
  return { currency: total, purchaseCurrency: purchase }
}

function requireEnds({ type, origins, destinations }: PaymentInput): void {
  const ends = ENDS[type]
  if (!ends) return
  for (const [field, nodes] of [
    ['origins', origins],
    ['destinations', destinations],
  ] as const) {
    const wantsAccounts = ends[field] === 'account'
    if (nodes.every((node) => (node.type === 'ACCOUNT') === wantsAccounts)) continue
    throw wrong(field, `${field} of a ${type} must be ${wantsAccounts ? 'accounts' : 'rails, not accounts'}`)
  }
  if (type === 'TOPUP_ACCOUNT' && origins.length > 1) throw wrong('origins', 'a TOPUP_ACCOUNT has exactly one origin')
}

type Side = { nodes: readonly Node[]; field: string; totalAmount: Amount; currency: string; accountNumber: string }

/** One account takes the whole amount; several say how they share it. */
function readLegs(
  { nodes, field, totalAmount, currency, accountNumber }: Side,
  find: (number: string) => Account,
): Leg[] {
  const ends = nodes.filter(({ type }) => type === 'ACCOUNT')
  const legs = ends.map((node) => {
    const number = node.accountNumber ?? accountNumber
    if (number === '')
      throw missing(`${field}.accountNumber`, `a node of type ACCOUNT in ${field} needs an accountNumber`)
    const account = find(number)
    requireUsable(account, currency)
    const amount = node.amount ?? (nodes.length === 1 ? totalAmount : undefined)
    if (amount === undefined) throw missing(`${field}.amount`, `several nodes in ${field} need an amount each`)
    if (compare(amount, '0') === 0) throw wrong(field, `an account in ${field} must take part with more than 0`)
    return { accountId: account.id, amount: normalized(amount) }
  })
  const rails = nodes.filter(({ type }) => type !== 'ACCOUNT').map(({ amount = '0' }) => amount)
  if (legs.length > 0 && compare(sum([...legs.map(({ amount }) => amount), ...rails]), totalAmount) !== 0) {
    throw wrong(field, `the amounts in ${field} must add up to ${totalAmount}`)
  }
  return legs
}

/** Throws a Problem of kind `state` for an account that is not active, or holds another currency. */
export function requireUsable(account: Account, currency: string): void {
  if (account.status !== 'ACTIVE') throw new Problem('state', `Account ${account.accountNumber} is ${account.status}`)
  if (account.currency !== currency)
    throw new Problem('state', `Account ${account.accountNumber} holds ${account.currency}, not ${currency}`)
}

const missing = (field: string, message: string): Problem => fieldProblem('missing', field, message)

const wrong = (field: string, message: string): Problem => fieldProblem('invalid', field, message)
