import { createHmac, timingSafeEqual } from 'node:crypto'

/** How a signature is written; hexadecimal is in lower case. */
type Notation = 'hex' | 'base64url'

/** The HMAC-SHA256 of a text. */
export const hmac = (text: string, secret: string | Buffer, notation: Notation = 'hex'): string =>
  createHmac('sha256', secret).update(text).digest(notation)

/** Whether a signature is that of the text, compared in constant time. */
export function isHmac(signature: string, text: string, secret: string, notation: Notation = 'hex'): boolean {
  const given = Buffer.from(signature)
  const expected = Buffer.from(hmac(text, secret, notation))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
