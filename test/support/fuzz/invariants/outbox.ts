import { endpoints } from '../../../../src/core/endpoints.ts'
import { deliveries, messages } from '../../../../src/core/outbox.ts'
import type { Invariant } from '../invariant.ts'

/** A delivery is of a message, and one that is pending has somewhere to go and something to wait for. */
export const deliveriesGoSomewhere: Invariant = ({ store }) =>
  [...store.table(deliveries).all()].flatMap((delivery) => {
    const { id, messageId, endpointId, status, nextAttemptAt, expiresAt, attempts } = delivery
    const isPending = status === 'pending'
    const isDelivered = status === 'delivered'
    return [
      ...(store.table(messages).get(messageId) ? [] : [`delivery ${id} is of no message`]),
      ...(isPending && !store.table(endpoints).get(endpointId) ? [`delivery ${id} goes nowhere`] : []),
      ...(isPending === (nextAttemptAt !== null || expiresAt !== null)
        ? []
        : [`delivery ${id} is ${status}, and its schedule is not`]),
      ...(isDelivered && attempts.at(-1)?.error !== null ? [`delivery ${id} was never taken`] : []),
    ]
  })
