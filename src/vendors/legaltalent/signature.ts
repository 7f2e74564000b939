import { hmac, isHmac } from '../../core/hmac.ts'
import { isJsonObject, parsedObject } from '../../core/json-object.ts'
import type { Message } from '../../core/outbox.ts'
import type { Arrived, Sealed, VendorSettings, Verdict } from '../vendor.ts'

const ID = 'x-webhook-id'
const TIME = 'x-webhook-timestamp'
const SIGNATURE = 'x-webhook-signature'
const SCHEME = 'sha256='

/** Which text is signed is not published; a timestamp among the security headers speaks for `timestamp.body`. */
export function seal({ data }: Message, secret: string | null, { settings }: { settings: VendorSettings }): Sealed {
  const body = JSON.stringify(data)
  const { id, created } = isJsonObject(data) ? data : {}
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'KYC-Webhooks/1.0',
    [ID]: String(id),
    [TIME]: String(created),
  }
  if (secret === null) return { headers, body }
  const text = settings.signatureForm === 'body' ? body : `${String(created)}.${body}`
  return { headers: { ...headers, [SIGNATURE]: `${SCHEME}${hmac(text, secret)}` }, body }
}

/** Takes either text that may have been signed, as long as the receiver cannot know which. */
export function verify({ headers, body }: Arrived, secret: string): Verdict {
  const { type } = parsedObject(body)
  const event = typeof type === 'string' ? type : undefined
  const signature = headers[SIGNATURE]
  if (signature === undefined) return { event, signature: 'absent' }
  const given = signature.startsWith(SCHEME) ? signature.slice(SCHEME.length) : ''
  const texts = [`${headers[TIME] ?? ''}.${body}`, body]
  return { event, signature: texts.some((text) => isHmac(given, text, secret)) ? 'genuine' : 'wrong' }
}
