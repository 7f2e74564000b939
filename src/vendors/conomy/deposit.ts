import type { components } from '../../contract/openapi.gen.ts'
import { key, type Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import type { Account } from './account.ts'
import { type Contact, mergedContact } from './contact.ts'
import { type Customer, customers } from './customer.ts'
import { toInstant } from './instant.ts'
import { limitFor } from './limits.ts'
import { type Amount, compare, normalized } from './money.ts'
import { inStatus, newAt, type Payment, payments, type Reconciliation } from './payment.ts'
import { requireUsable } from './payment-order.ts'
import type { ConomySettings } from './settings.ts'

export type TopUp = components['schemas']['ConomyTopUpInput']

/** The provider's reference as the payment shows it. */
const externalIdOf = (topUp: TopUp): string => `vitawallet:${topUp.providerReference}`

/** The deposit that this notice made before, if it did. */
export function depositOf(topUp: TopUp, reader: Reader): Payment | undefined {
  const same = reader.table(payments).where('byExternalId', key(topUp.clientId, externalIdOf(topUp)))
  // A client may have given a payment of its own the same name.
  return [...same].find(({ type }) => type === 'LOCAL_DEPOSIT')
}

/** What a notice is asked to say of a payer, without what else it may carry. */
function personOf({ payer: { firstName, lastName, email, documentNumber, documentType } }: TopUp): Contact {
  return mergedContact({}, { firstName, lastName, ...(email !== undefined && { email }), documentNumber, documentType })
}

/** The oldest customer of the tenant with the payer's document number. */
export function payerOf(topUp: TopUp, reader: Reader): Customer | undefined {
  const same = reader.table(customers).where('byDocumentNumber', key(topUp.clientId, topUp.payer.documentNumber))
  return same.slice(0, 1)[0]
}

/** Whether the rail turns the amount away before anybody hears of it. */
export function isBelowMinimum({ amount, clientId, currency }: TopUp, { topUpMinimums }: ConomySettings): boolean {
  const minimum = limitFor(topUpMinimums, { clientId, currency })
  return compare(amount, '0') <= 0 || (minimum !== undefined && compare(amount, minimum) < 0)
}

/** The customer that a payer without a record becomes. */
export function autoCreated(topUp: TopUp, { id, now }: { id: string; now: Date }): Customer {
  const at = toInstant(now)
  return {
    id,
    clientId: topUp.clientId,
    ...personOf(topUp),
    operationLevel: 'BASIC',
    autoCreated: true,
    documents: [],
    createdAt: at,
    updatedAt: at,
  }
}

/** A deposit that waits for an account; its money is in no balance yet. */
export function deposited(
  topUp: TopUp,
  { id, customerId, now }: { id: string; customerId: string; now: Date },
): Payment {
  const amount = normalized(topUp.amount)
  return {
    id,
    clientId: topUp.clientId,
    externalId: externalIdOf(topUp),
    status: 'CREATED',
    type: 'LOCAL_DEPOSIT',
    totalAmount: amount,
    purchaseAmount: amount,
    currency: topUp.currency,
    purchaseCurrency: topUp.currency,
    product: `${topUp.currency}:${topUp.currency}`,
    description: '',
    origins: [{ type: 'CVU', ...personOf(topUp) }],
    destinations: [],
    givers: [],
    takers: [],
    hasMoved: false,
    identityId: '',
    accountNumber: '',
    customerId,
    ...newAt(now),
  }
}

/**
 * A deposit that is given to an account, ready for its money to move there. Throws a Problem of kind `state` when the
 * account is not active or holds another currency.
 */
export function assigned(deposit: Payment, account: Account, expected: Amount | undefined, now: Date): Payment {
  requireUsable(account, deposit.currency)
  const { id: accountId, accountNumber, identityId } = account
  return {
    ...inStatus(deposit, 'SETTLED', now),
    destinations: [{ type: 'ACCOUNT', accountNumber }],
    takers: [{ accountId, amount: deposit.totalAmount }],
    accountNumber,
    identityId,
    reconciliationStatus: reconciled(deposit.totalAmount, expected),
  }
}

function reconciled(amount: Amount, expected: Amount | undefined): Reconciliation {
  const difference = expected === undefined ? 0 : compare(amount, expected)
  return difference === 0 ? 'PAID' : difference < 0 ? 'UNDERPAID' : 'OVERPAID'
}

/** Throws a Problem of kind `state`: whoever is blocked starts nothing new. */
export function requireActive(customer: Customer | undefined): void {
  if (customer?.operationLevel !== 'INACTIVE') return
  throw new Problem('state', `Customer ${customer.id} is INACTIVE; every new payment is rejected`)
}
