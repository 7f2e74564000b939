import type { components } from '../../../contract/openapi.gen.ts'
import type { Payment } from '../payment.ts'

/** A payment as the gateway shows it: without what only the sandbox's own books need. */
export function presentPayment({
  clientId,
  givers,
  takers,
  hasMoved,
  review,
  origins,
  destinations,
  documents,
  ...shown
}: Payment): components['schemas']['ConomyPayment'] {
  return {
    ...shown,
    origins: [...origins],
    destinations: [...destinations],
    documents: [...documents],
    reviewReason: review?.reason ?? null,
  }
}
