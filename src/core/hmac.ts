import { createHmac, timingSafeEqual } from 'node:crypto'

/** The HMAC-SHA256 of a text, in lower-case hexadecimal. */
export const hmac = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('hex')

/** Whether a signature is that of the text, compared in constant time. */
export function isHmac(signature: string, text: string, secret: string): boolean {
  const given = Buffer.from(signature)
  const expected = Buffer.from(hmac(text, secret))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
