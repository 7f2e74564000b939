import { Reply } from '../../../contract/reply.ts'
import { fieldProblem, Problem } from '../../../core/problem.ts'
import { accountOf } from '../account.ts'
import { type Customer, customers } from '../customer.ts'
import { present as presentCustomer } from '../customers/present.ts'
import {
  assigned,
  autoCreated,
  deposited,
  depositOf,
  isBelowMinimum,
  payerOf,
  requireActive,
  type TopUp,
} from '../deposit.ts'
import { objectId } from '../instant.ts'
import { move } from '../ledger.ts'
import { type Amount, compare, sum } from '../money.ts'
import { isUnassigned, type Payment, paymentOf, payments, requireMove } from '../payment.ts'
import { tell, tellStatus } from '../payment-events.ts'
import { gate, inReview } from '../review.ts'
import { customerOfPayment, type Desk } from '../settlement.ts'
import { conomyTenants } from '../tenants.ts'
import type { GatewayContext, GatewayHandlers } from './handlers.ts'
import { advance, anyones, watch } from './payments.ts'
import { presentPayment } from './present-payment.ts'
import { tenantOf } from './tenant.ts'

const HOUR = 3_600_000

export const depositHandlers = {
  receiveTopUp({ body }, context) {
    const { db, now, random, settings } = context
    requireTenant(body.clientId)
    const before = depositOf(body, db)
    if (before) return new Reply(200, { outcome: 'duplicate' as const, ...shown(before, context) })
    if (isBelowMinimum(body, settings))
      return new Reply(200, { outcome: 'below-minimum' as const, customer: null, payment: null })
    const customer = payerFor(body, context)
    const made = deposited(body, { id: objectId(now, random), customerId: customer.id, now })
    const review = gate(made, customer, settings)
    const deposit = db.table(payments).insert(review ? inReview(made, review, now) : made)
    tellStatus(deposit, context)
    if (!review) tell('purchase.pendingAssignment', deposit, context)
    watch(deposit, context)
    return new Reply(201, { outcome: 'created' as const, ...shown(deposit, context) })
  },

  assignPayment({ params, body }, context) {
    const payment = paymentOf(tenantOf(context), params.id, context.db)
    const settled = assign(payment, body.accountId, body.expectedAmount, context)
    return {
      paymentId: settled.id,
      accountId: settled.takers[0]?.accountId ?? '',
      status: settled.status,
      reconciliationStatus: settled.reconciliationStatus ?? 'PAID',
      settledAt: settled.settledAt ?? settled.updatedAt,
      relatedPaymentId: settled.relatedPaymentId,
      childPaymentId: null,
    }
  },

  settlePayment({ params, body }, context) {
    const payment = anyones(params.id, context.db)
    requireMove('settle', payment)
    if (!isUnassigned(payment)) return advance('settle', move(payment, context), 'SETTLED', context)
    if (body?.accountId === undefined) throw missingAccount()
    return presentPayment(assign(payment, body.accountId, undefined, context))
  },

  getUnassignedFunds(_input, context) {
    const found = unassigned(context)
    const soon = context.now.getTime() + 6 * HOUR
    return {
      clientId: tenantOf(context),
      ...total(found),
      count: found.length,
      urgent: found.filter((payment) => expires(payment) <= soon).map(presentPayment),
    }
  },

  listUnassignedPayments({ query }, context) {
    const { expiresWithin, amountMin, amountMax, search, limit = 50, offset = 0 } = query
    const latest =
      expiresWithin === undefined ? Infinity : context.now.getTime() + Number.parseInt(expiresWithin, 10) * HOUR
    const found = unassigned(context).filter(
      (payment) =>
        expires(payment) <= latest &&
        (amountMin === undefined || compare(payment.totalAmount, amountMin) >= 0) &&
        (amountMax === undefined || compare(payment.totalAmount, amountMax) <= 0) &&
        (search === undefined || mentions(payment, search)),
    )
    return {
      total: found.length,
      ...total(found),
      payments: found.slice(offset, offset + limit).map(presentPayment),
    }
  },
} satisfies Partial<GatewayHandlers>

/** Gives a deposit to an account of its tenant and moves the money there. */
function assign(payment: Payment, accountId: string, expected: Amount | undefined, desk: Desk): Payment {
  requireMove('assign', payment)
  const account = accountOf(payment.clientId, accountId, desk.db)
  const settled = desk.db.table(payments).replace(move(assigned(payment, account, expected, desk.now), desk))
  tellStatus(settled, desk)
  if (settled.reconciliationStatus === 'UNDERPAID') tell('purchase.underpaid', settled, desk)
  if (settled.reconciliationStatus === 'OVERPAID') tell('purchase.overpaid', settled, desk)
  return settled
}

/** The payer's record, made when there is none. A record that is there is used as it is. */
function payerFor(topUp: TopUp, { db, now, random }: GatewayContext): Customer {
  const known = payerOf(topUp, db)
  requireActive(known)
  return known ?? db.table(customers).insert(autoCreated(topUp, { id: objectId(now, random), now }))
}

function shown(payment: Payment, { db }: GatewayContext) {
  const customer = customerOfPayment(payment, db)
  return { customer: customer ? presentCustomer(customer) : null, payment: presentPayment(payment) }
}

const unassigned = (context: GatewayContext): Payment[] =>
  [...context.db.table(payments).where('byClient', tenantOf(context))].filter(isUnassigned)

/** What is there in the currency of the first; amounts of different currencies do not add up. */
function total(found: readonly Payment[]): { totalAmount: Amount; currency: string } {
  const currency = found[0]?.currency ?? ''
  const same = found.filter((payment) => payment.currency === currency)
  return { totalAmount: sum(same.map(({ totalAmount }) => totalAmount)), currency }
}

const expires = ({ expiresAt }: Payment): number => (expiresAt === null ? Infinity : Date.parse(expiresAt))

function mentions({ origins }: Payment, text: string): boolean {
  const words = origins.flatMap((node) => [node.firstName, node.lastName, node.email, node.documentNumber])
  return words.some((word) => word?.toLowerCase().includes(text.toLowerCase()))
}

function requireTenant(clientId: string): void {
  if (conomyTenants.some((tenant) => tenant.clientId === clientId)) return
  throw new Problem('not-found', `There is no client ${clientId.slice(0, 64)}`)
}

function missingAccount(): Problem {
  const message = 'accountId is required: a deposit is settled by giving it to an account'
  return fieldProblem('missing', 'accountId', message)
}
