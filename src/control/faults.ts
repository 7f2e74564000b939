import type { Input } from '../contract/types.ts'
import type { ActiveFault, FaultRule } from '../core/faults.ts'
import { type ControlContext, type ControlOperations, vendorNamed, wrongField } from './context.ts'
import { requireEvent, requireOperation } from './known-names.ts'

type FaultInput = Input<'sandbox.createFault'>['body']

const OF_CALLS: readonly string[] = ['delay', 'reset', 'hang', 'truncate', 'malformed']
const OF_WEBHOOKS: readonly string[] = ['delay', 'drop', 'duplicate', 'reorder']

/** The longest delay of a call, in ms: somebody is waiting. */
const LONGEST_OF_CALL = 60_000

export const faultHandlers = {
  listFaults(_input, { faults }) {
    return { faults: faults.list().map(show) }
  },

  createFault({ body }, context) {
    return show(context.faults.add(toRule(body, context)))
  },

  getFault({ params }, { faults }) {
    return show(faults.named(params.id))
  },

  deleteFault({ params }, { faults }) {
    faults.remove(params.id)
    return undefined
  },

  clearFaults(_input, { faults }) {
    faults.clear()
    return undefined
  },
} satisfies Partial<ControlOperations>

/** What is asked for, with its defaults. Throws a Problem of kind `invalid` for what could never strike. */
function toRule(input: FaultInput, { contract, vendors }: ControlContext): FaultRule {
  const { webhook = false, nth = 1, probability = 1, status, retryAfter, effect } = input
  const { vendor, operation, event } = input
  const meant = vendor === undefined ? vendors : [vendorNamed(vendor, vendors)]
  if (operation !== undefined && webhook) throw wrongField('operation', 'a webhook is matched by vendor and event')
  if (event !== undefined && !webhook) throw wrongField('event', 'an event is of a webhook; say "webhook": true')
  if (operation !== undefined) requireOperation(operation, { contract, vendors: meant })
  if (event !== undefined) requireEvent(event, { contract, vendors: meant })
  requireSense(input)
  const delay = toDelay(input)
  return {
    webhook,
    vendor,
    operation,
    event,
    nth,
    // Whoever names one call means that one.
    times: input.times ?? (input.nth === undefined ? null : 1),
    probability,
    when: input.when ?? (isOfAnswer(effect) ? 'after' : 'before'),
    status,
    retryAfter,
    delay,
    effect: effect ?? (delay && status === undefined ? 'delay' : undefined),
  }
}

/** Whether there has to be an answer first. */
const isOfAnswer = (effect: FaultInput['effect']): boolean => effect === 'truncate' || effect === 'malformed'

function requireSense({ webhook = false, status, retryAfter, delay, effect, when }: FaultInput): void {
  const effects = webhook ? OF_WEBHOOKS : OF_CALLS
  if (effect !== undefined && !effects.includes(effect))
    throw wrongField('effect', `${webhook ? 'a webhook' : 'a call'} has the effects ${effects.join(', ')}`)
  if (status === undefined && delay === undefined && effect === undefined)
    throw wrongField('effect', 'a fault needs a status, a delay or an effect')
  if (retryAfter !== undefined && (status === undefined || webhook))
    throw wrongField('retryAfter', 'retryAfter goes with the status of a call')
  if (when !== undefined && webhook) throw wrongField('when', 'when is about the handler of a call')
  if (when === 'before' && status === undefined && isOfAnswer(effect))
    throw wrongField('when', `the effect ${effect} is on an answer, so the handler runs first`)
  if (effect === 'delay' && delay === undefined) throw wrongField('delay', 'the effect delay needs a delay in ms')
  if (webhook && delay !== undefined && (status !== undefined || (effect ?? 'delay') !== 'delay'))
    throw wrongField('delay', 'a webhook is delayed, or something else happens to it')
  if (status !== undefined && (webhook ? effect !== undefined : effect === 'reset' || effect === 'hang'))
    throw wrongField('effect', `with the effect ${effect} there is no answer that could have a status`)
}

/** In ms. Throws a Problem of kind `invalid` when it is none, or too long. */
function toDelay({ delay, webhook }: FaultInput): FaultRule['delay'] {
  if (delay === undefined) return undefined
  const range = typeof delay === 'number' ? { min: delay, max: delay } : delay
  if (range.min > range.max) throw wrongField('delay', 'min must not be more than max')
  if (!webhook && range.max > LONGEST_OF_CALL)
    throw wrongField('delay', `a call is delayed by ${LONGEST_OF_CALL} ms at the most`)
  return { min: Math.round(range.min), max: Math.round(range.max) }
}

function show({ id, rule, seen, hits }: ActiveFault) {
  const { webhook, vendor, operation, event, nth, times, probability, when, status, retryAfter, delay, effect } = rule
  return {
    id,
    webhook,
    vendor: vendor ?? null,
    operation: operation ?? null,
    event: event ?? null,
    nth,
    times,
    probability,
    when,
    status: status ?? null,
    retryAfter: retryAfter ?? null,
    delay: delay ?? null,
    effect: effect ?? null,
    seen,
    hits,
  }
}
