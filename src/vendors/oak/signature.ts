import { hmac, isHmac } from '../../core/hmac.ts'
import { isJsonObject, parsedObject } from '../../core/json-object.ts'
import type { Message } from '../../core/outbox.ts'
import type { Arrived, Sealed, Verdict } from '../vendor.ts'

/** Three names of the header are published. */
const NAMES = ['crowdsplit-signature', 'x-oak-signature', 'oak-signature'] as const

/** How far a webhook's time may be off, in s, as the documents tell receivers; the SDK does not look. */
const TOLERANCE = 300

/**
 * The signature covers the time and the bytes that are sent, as the SDK checks it; the API document says the bytes
 * alone. Three names of its header are published, and all are sent.
 */
export function seal({ data }: Message, secret: string | null, { now }: { now: Date }): Sealed {
  const body = JSON.stringify(data)
  const at = String(Math.floor(now.getTime() / 1000))
  const notification = isJsonObject(data) && typeof data.id === 'string' ? data.id : ''
  const headers = {
    'content-type': 'application/json',
    'crowdsplit-timestamp': at,
    'crowdsplit-notification-id': notification,
  }
  if (secret === null) return { headers, body }
  const signature = `t=${at},v1=${hmac(`${at}.${body}`, secret)}`
  return { headers: { ...headers, ...Object.fromEntries(NAMES.map((name) => [name, signature])) }, body }
}

/**
 * As the SDK's `verifyWebhookSignature` does it: the parts in any order, the first `v1` counts, and a bare hexadecimal
 * value covers the bytes alone.
 */
export function verify({ headers, body }: Arrived, secret: string, now: Date): Verdict {
  const { event: name } = parsedObject(body)
  const event = typeof name === 'string' ? name : undefined
  const header = NAMES.map((candidate) => headers[candidate]).find((value) => value !== undefined)
  if (header === undefined) return { event, signature: 'absent' }
  const parts = header.split(',').map((part) => part.trim())
  const valueOf = (key: string): string | undefined =>
    parts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1)
  const time = valueOf('t')
  const given = valueOf('v1')
  if (time === undefined && given === undefined)
    return { event, signature: isHmac(header, body, secret) ? 'genuine' : 'wrong' }
  if (!time || !isHmac(given ?? '', `${time}.${body}`, secret)) return { event, signature: 'wrong' }
  const off = Math.round(Math.abs(now.getTime() / 1000 - Number(time)))
  const remark = `its time is ${off} s off, and Oak tells receivers to refuse more than ${TOLERANCE} s`
  return { event, signature: 'genuine', ...(off > TOLERANCE && { remark }) }
}
