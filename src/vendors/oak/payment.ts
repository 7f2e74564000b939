import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import type { MoneyEventName } from './events.ts'
import { reasonsOf } from './failure.ts'
import { anyonesRow, ownRow } from './own-row.ts'
import type { Party } from './party.ts'
import { type Provider, providerOf } from './provider.ts'

export type PaymentStatus = components['schemas']['OakPaymentStatus']
type Input = components['schemas']['OakPaymentInput']

/** A payment of a merchant. Its transaction is a row of its own, which follows it. */
export type Payment = Row & {
  readonly tenant: string
  readonly provider: Provider
  readonly status: PaymentStatus
  readonly amount: number
  readonly currency: string
  readonly capture_method: 'automatic' | 'manual'
  readonly customer_id: string | null
  readonly payment_method: Readonly<Record<string, unknown>> | null
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly refunded_amount: number
  /** The error that it has ended with. */
  readonly failure: string | null
  readonly transaction_id: string
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const payments = collection<Payment>()('oak.payments', {
  byTenant: (payment) => payment.tenant,
})

type Rule = { readonly from: readonly PaymentStatus[]; readonly to: PaymentStatus; readonly event: MoneyEventName }

/** What can be done to a payment, in which statuses, and where it leads. */
export const MOVES = {
  confirm: { from: ['awaiting_confirmation'], to: 'processing', event: 'payment.processing' },
  cancel: { from: ['awaiting_confirmation', 'processing'], to: 'cancelled', event: 'payment.cancelled' },
  capture: { from: ['processing'], to: 'captured', event: 'payment.captured' },
  pay: { from: ['processing'], to: 'succeeded', event: 'payment.succeeded' },
  fail: { from: ['awaiting_confirmation', 'processing'], to: 'failed', event: 'payment.failed' },
  settle: { from: ['captured', 'succeeded'], to: 'settled', event: 'payment.updated' },
  refund: { from: ['captured', 'succeeded', 'settled'], to: 'refunded', event: 'payment.refunded' },
  dispute: { from: ['captured', 'succeeded', 'settled'], to: 'disputed', event: 'payment.disputed' },
} as const satisfies Record<string, Rule>

export type Move = keyof typeof MOVES

const ALL: readonly Move[] = ['confirm', 'cancel', 'capture', 'pay', 'fail', 'settle', 'refund', 'dispute']

/** What can be done to a payment as it is. Only a payment with manual capture is captured by its merchant. */
export const allowedMoves = ({ status, capture_method }: Payment): Move[] =>
  ALL.filter((move) => {
    const from: readonly PaymentStatus[] = MOVES[move].from
    return from.includes(status) && (move !== 'capture' || capture_method === 'manual')
  })

/** Throws a Problem of kind `state` when a payment does not allow a move. */
export function requireMove(payment: Payment, move: Move): void {
  const allowed = allowedMoves(payment)
  if (allowed.includes(move)) return
  const how = move === 'capture' && payment.capture_method === 'automatic' ? ' with automatic capture' : ''
  throw new Problem('state', `A payment that is ${payment.status}${how} does not allow: ${move}`, { allowed })
}

/** A payment after a move. Throws a Problem of kind `state` when it does not allow the move. */
export function moved(payment: Payment, move: Move, now: Date): Payment {
  requireMove(payment, move)
  return { ...payment, status: MOVES[move].to, updated_at: now.toISOString() }
}

/**
 * A payment after a refund of an amount, or of all that is left: `refunded` once nothing is. Throws a Problem: `state`
 * when it does not allow a refund, `invalid` when less is left.
 */
export function refunded(payment: Payment, wanted: number | undefined, now: Date): { after: Payment; amount: number } {
  requireMove(payment, 'refund')
  const left = payment.amount - payment.refunded_amount
  const amount = wanted ?? left
  if (amount > left) throw fieldProblem('invalid', 'amount', `amount must be at most ${left}, which is left`)
  const status = amount === left ? MOVES.refund.to : payment.status
  const refunded_amount = payment.refunded_amount + amount
  return { after: { ...payment, status, refunded_amount, updated_at: now.toISOString() }, amount }
}

type Birth = { id: string; tenant: string; transactionId: string; now: Date } & Pick<
  Party,
  'customer' | 'payment_method'
>

/** A new payment. Throws a Problem of kind `invalid` when the provider is none that Oak knows. */
export function createdPayment(
  { provider, source, metadata }: Input,
  { id, tenant, transactionId, customer, payment_method, now }: Birth,
): Payment {
  const at = now.toISOString()
  return {
    id,
    tenant,
    provider: providerOf(provider),
    status: 'awaiting_confirmation',
    amount: source.amount,
    currency: source.currency.toLowerCase(),
    capture_method: source.capture_method?.toLowerCase() === 'manual' ? 'manual' : 'automatic',
    customer_id: customer?.id ?? null,
    payment_method,
    metadata: metadata ?? null,
    refunded_amount: 0,
    failure: null,
    transaction_id: transactionId,
    created_at: at,
    updated_at: at,
  }
}

const KIND = { rows: payments, prefix: 'pay', field: 'payment_id' } as const

/** The tenant's payment with this id. Throws as `ownRow` does. */
export const paymentOf = (tenant: string, id: string, reader: Reader): Payment => ownRow(KIND, { tenant, id }, reader)

/** A payment of whichever tenant: an operator sees them all. */
export const anyonesPayment = (id: string, reader: Reader): Payment => anyonesRow(KIND, id, reader)

/** A payment as the wire shows it. */
export function presentPayment(payment: Payment): components['schemas']['OakPayment'] {
  const { tenant: _, amount, currency, capture_method, customer_id, payment_method, ...rest } = payment
  const { failure, metadata, ...shown } = rest
  return {
    ...shown,
    type: 'payment',
    source: {
      amount,
      currency,
      capture_method,
      customer: customer_id === null ? null : { id: customer_id },
      payment_method: payment_method && { ...payment_method },
    },
    failure_reasons: reasonsOf(failure),
    metadata: metadata && { ...metadata },
  }
}
