import { hmac, isHmac } from '../../core/hmac.ts'
import { isJsonObject, parsedObject } from '../../core/json-object.ts'
import type { Message } from '../../core/outbox.ts'
import type { Arrived, Sealed, Verdict } from '../vendor.ts'

const HEADER = 'x-webhook-signature'

/**
 * The signature is over the bytes that are sent, and only there when there is a secret. The older envelope has it in
 * the body, over the body without it.
 */
export function seal({ dialect, data }: Message, secret: string | null): Sealed {
  const body = JSON.stringify(data)
  const headers = { 'content-type': 'application/json' }
  if (secret === null) return { headers, body }
  const signature = hmac(body, secret)
  if (dialect !== 'legacy') return { headers: { ...headers, [HEADER]: signature }, body }
  return { headers, body: JSON.stringify({ ...(isJsonObject(data) && data), signature }) }
}

/** Checks either envelope. In the older one the text that was signed is made again, in the order of what arrived. */
export function verify({ headers, body }: Arrived, secret: string): Verdict {
  const { signature: inside, ...signed } = parsedObject(body)
  const event = eventIn(signed)
  const outside = headers[HEADER]
  if (outside !== undefined) return { event, signature: isHmac(outside, body, secret) ? 'genuine' : 'wrong' }
  if (typeof inside !== 'string') return { event, signature: 'absent' }
  return { event, signature: isHmac(inside, JSON.stringify(signed), secret) ? 'genuine' : 'wrong' }
}

/** Other APIs have an `event` too; the names of the older envelope begin alike. */
function eventIn({ eventType, event }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof eventType === 'string') return eventType
  return typeof event === 'string' && event.startsWith('Transaction.') ? event : undefined
}
