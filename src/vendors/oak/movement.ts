import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import type { MoneyEventName } from './events.ts'
import { reasonsOf } from './failure.ts'
import { type Party, partyOf } from './party.ts'
import { type Provider, providerOf } from './provider.ts'

type Input = components['schemas']['OakMovementInput']
export type MovementType = components['schemas']['OakMovement']['type']
export type MovementStatus = components['schemas']['OakMovement']['status']

/** How long each step takes, in ms. */
const STEP = 1000

/** A transfer, a payout, a purchase, a sale or an instalment. Its transaction has the same id, and follows it. */
export type Movement = Row & {
  readonly tenant: string
  readonly type: MovementType
  readonly provider: Provider
  readonly status: MovementStatus
  readonly amount: number
  readonly currency: string
  readonly source: Party
  readonly destination: Party
  readonly metadata: Readonly<Record<string, unknown>> | null
  /** Of an instalment. */
  readonly subscription_id: string | null
  /** Whether the amount was taken from an account of the source customer. */
  readonly is_held: boolean
  /** Which account; absent where that was not written down. */
  readonly account_id?: string | null
  /** The error that it will end with; null when it will succeed. */
  readonly fate: string | null
  /** The error that it has ended with. */
  readonly failure: string | null
  /** When the next step is done; null when none is to come. */
  readonly due_at: Instant | null
  readonly created_at: Instant
  readonly updated_at: Instant
}

export const movements = collection<Movement>()('oak.movements', {
  byProgress: ({ due_at }) => (due_at === null ? undefined : 'under way'),
})

const PLAIN = ['processing', 'succeeded'] as const

/** The statuses that follow each other when all goes well. */
const STEPS: Record<MovementType, readonly [MovementStatus, ...MovementStatus[]]> = {
  transfer: PLAIN,
  payout: PLAIN,
  buy: ['awaiting_confirmation', 'completed', 'succeeded'],
  sell: PLAIN,
  installment: PLAIN,
}

/** Which event says so; a purchase and a payout that fail have none of their own. */
const EVENTS: Record<MovementType, Partial<Record<MovementStatus, MoneyEventName>>> = {
  transfer: { succeeded: 'transfer.succeeded', failed: 'transfer.failed' },
  payout: { succeeded: 'payout.succeeded', failed: 'transaction.updated' },
  buy: {
    awaiting_confirmation: 'buy.awaiting_confirmation',
    completed: 'buy.completed',
    succeeded: 'buy.succeeded',
    failed: 'transaction.updated',
  },
  sell: { succeeded: 'sell.succeeded', failed: 'sell.failed' },
  installment: { succeeded: 'payment.installment.succeeded', failed: 'payment.installment.failed' },
}

/** The event that tells of a movement as it is, if there is one. */
export const eventOf = ({ type, status }: Movement): MoneyEventName | undefined => EVENTS[type][status]

type Birth = { id: string; tenant: string; fate: string | null; now: Date }

/** A new movement. Throws a Problem as `partyOf` does, and of kind `invalid` for a provider that Oak does not know. */
export function begun(type: MovementType, input: Input, { id, tenant, fate, now }: Birth, reader: Reader): Movement {
  const { amount, currency, ...from } = input.source
  const at = now.toISOString()
  return {
    id,
    tenant,
    type,
    provider: providerOf(input.provider),
    status: STEPS[type][0],
    amount,
    currency: currency.toLowerCase(),
    source: partyOf(from, tenant, reader),
    destination: partyOf(input.destination, tenant, reader),
    metadata: input.metadata ?? null,
    subscription_id: null,
    is_held: false,
    fate,
    failure: null,
    due_at: new Date(now.getTime() + STEP).toISOString(),
    created_at: at,
    updated_at: at,
  }
}

/** A movement one step on. Throws a Problem of kind `state` when it is decided. */
export function advanced(movement: Movement, now: Date): Movement {
  requireUnderWay(movement)
  const steps = STEPS[movement.type]
  const at = steps.indexOf(movement.status) + 1
  const isLast = at >= steps.length - 1
  const due_at = isLast ? null : new Date(now.getTime() + STEP).toISOString()
  return { ...movement, status: steps[at] ?? 'succeeded', due_at, updated_at: now.toISOString() }
}

/** A movement that has failed. Throws as `advanced` does. */
export function failed(movement: Movement, failure: string, now: Date): Movement {
  requireUnderWay(movement)
  return { ...movement, status: 'failed', failure, due_at: null, updated_at: now.toISOString() }
}

function requireUnderWay({ type, status, due_at }: Movement): void {
  if (due_at !== null) return
  throw new Problem('state', `A ${type} that is ${status} is decided`, { allowed: [] })
}

/** A movement as the wire shows it. */
export function presentMovement(movement: Movement): components['schemas']['OakMovement'] {
  const { id, provider, status, type, amount, currency, source, destination, failure, metadata } = movement
  return {
    id,
    transaction_id: id,
    ...(movement.subscription_id !== null && { subscription_id: movement.subscription_id }),
    provider,
    status,
    type,
    source: { ...source, amount, currency },
    destination: { ...destination },
    failure_reasons: reasonsOf(failure),
    metadata: metadata && { ...metadata },
    created_at: movement.created_at,
    updated_at: movement.updated_at,
  }
}
