import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import type { Document } from './document.ts'
import { toInstant } from './instant.ts'
import type { Amount } from './money.ts'

export type PaymentStatus = components['schemas']['ConomyPaymentStatus']
export type PaymentType = components['schemas']['ConomyPaymentType']
export type Node = Readonly<components['schemas']['ConomyNode'] & { amount?: Amount }>
export type Reconciliation = NonNullable<components['schemas']['ConomyPayment']['reconciliationStatus']>

/** What one account gives or gets. */
export type Leg = { readonly accountId: string; readonly amount: Amount }

/** Money on its way. Of its nodes, those that are accounts of the tenant are its legs: only they move balances. */
export type Payment = Row & {
  readonly clientId: string
  readonly externalId: string
  readonly status: PaymentStatus
  readonly type: PaymentType
  readonly totalAmount: Amount
  readonly purchaseAmount: Amount
  readonly currency: string
  readonly purchaseCurrency: string
  readonly product: string
  readonly description: string
  readonly origins: readonly Node[]
  readonly destinations: readonly Node[]
  /** Reserved on these accounts until the money moves, or the payment ends without. */
  readonly givers: readonly Leg[]
  readonly takers: readonly Leg[]
  readonly hasMoved: boolean
  readonly identityId: string
  readonly accountNumber: string
  readonly customerId: string | null
  readonly parentPaymentId: string | null
  readonly relatedPaymentId: string | null
  readonly documents: readonly Document[]
  /** The aggregate of the documents; null when there is no review. */
  readonly documentationStatus: Document['status'] | null
  readonly review: { readonly reason: string; readonly detail: string } | null
  readonly reconciliationStatus?: Reconciliation
  readonly expiresAt: Instant | null
  readonly settledAt: Instant | null
  readonly expiredAt: Instant | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

export const payments = collection<Payment>()('conomy.payments', {
  byClient: (payment) => payment.clientId,
  byExternalId: (payment) => key(payment.clientId, payment.externalId || undefined),
  waiting: (payment) => (isWaiting(payment) ? 'waiting' : undefined),
})

/** Milliseconds until a payment that nobody takes up expires. */
const PAYMENT_LIFE = 48 * 3_600_000

/** What every payment begins with: on its own, without papers, and with its whole life before it. */
export function newAt(now: Date) {
  const at = toInstant(now)
  return {
    parentPaymentId: null,
    relatedPaymentId: null,
    documents: [],
    documentationStatus: null,
    review: null,
    expiresAt: toInstant(new Date(now.getTime() + PAYMENT_LIFE)),
    settledAt: null,
    expiredAt: null,
    createdAt: at,
    updatedAt: at,
  }
}

const MOVES = {
  capture: ['CREATED', 'AUTHORIZED'],
  receive: ['CREATED', 'AUTHORIZED', 'CAPTURED'],
  settle: ['CREATED', 'AUTHORIZED', 'CAPTURED', 'RECEIVED'],
  assign: ['CREATED', 'CAPTURED'],
  fail: ['CREATED', 'AUTHORIZED', 'REQUIRES_REVIEW', 'CAPTURED', 'RECEIVED'],
  requestReview: ['CREATED', 'AUTHORIZED', 'CAPTURED'],
  resolveReview: ['REQUIRES_REVIEW'],
  addDocument: ['REQUIRES_REVIEW'],
} as const satisfies Record<string, readonly PaymentStatus[]>

export type Move = keyof typeof MOVES

/** The tenant's payment with this id. Throws a Problem of kind `not-found`. */
export function paymentOf(clientId: string, id: string, reader: Reader): Payment {
  const payment = reader.table(payments).get(id)
  if (payment?.clientId !== clientId) throw new Problem('not-found', `Payment ${id.slice(0, 64)} was not found`)
  return payment
}

/** Throws a Problem of kind `state`, with the moves that are possible, when this one is not. */
export function requireMove(move: Move, payment: Payment): void {
  const allowed = movesOf(payment)
  if (allowed.includes(move)) return
  const rest = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing'
  throw new Problem('state', `A ${payment.type} payment that is ${payment.status} allows ${rest}, not ${move}`, {
    allowed,
  })
}

function movesOf(payment: Payment): Move[] {
  const moves = Object.entries(MOVES) as [Move, readonly PaymentStatus[]][]
  return moves
    .filter(([move, statuses]) => statuses.includes(payment.status) && fits(move, payment))
    .map(([move]) => move)
}

/**
 * A deposit waits for an account and is assigned, not received; a refund is on its way from the start, and arrives or
 * fails. What has been received otherwise does not fail any more.
 */
function fits(move: Move, { type, status }: Payment): boolean {
  if (type === 'LOCAL_DEPOSIT') return move !== 'receive'
  if (type === 'REFUND') return move === 'settle' || move === 'fail'
  if (move === 'fail' && status === 'RECEIVED') return false
  return move !== 'assign'
}

/** The payment in another status, with the instant that goes with it. */
export function inStatus(payment: Payment, status: PaymentStatus, now: Date): Payment {
  const at = toInstant(now)
  return {
    ...payment,
    status,
    ...(status === 'SETTLED' && { settledAt: at }),
    ...(status === 'EXPIRED' && { expiredAt: at }),
    updatedAt: at,
  }
}

/** A deposit whose money belongs to no account yet. */
export const isUnassigned = ({ type, status }: Payment): boolean =>
  type === 'LOCAL_DEPOSIT' && (status === 'CREATED' || status === 'CAPTURED' || status === 'REQUIRES_REVIEW')

/** Whether it expires when nobody takes it up. */
export const isWaiting = (payment: Payment): boolean =>
  payment.expiresAt !== null &&
  (isUnassigned(payment) || ['CREATED', 'AUTHORIZED', 'REQUIRES_REVIEW'].includes(payment.status))

/** Throws a Problem of kind `state` while a payment that is not over will take from the account or give to it. */
export function requireNoneUnderWay(account: { id: string; clientId: string }, reader: Reader): void {
  for (const payment of reader.table(payments).where('byClient', account.clientId)) {
    const isUnderWay = !payment.hasMoved && movesOf(payment).length > 0
    if (!isUnderWay || ![...payment.givers, ...payment.takers].some(({ accountId }) => accountId === account.id))
      continue
    throw new Problem('state', `Payment ${payment.id} of this account is not over`)
  }
}

/** The aggregate of a payment's documents while it is in review: whether there is one to decide on. */
export const documentationStatus = (documents: readonly Document[]): Document['status'] =>
  documents.some(({ status }) => status === 'UPLOADED') ? 'UPLOADED' : 'PENDING_UPLOAD'
