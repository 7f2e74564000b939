import type { Random } from '../../core/random.ts'

/** Conomy's timestamps: RFC 3339 in UTC, to the second. */
export const toInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/**
 * Conomy's ids have the form of an ObjectId: eight hexadecimal digits of creation time in seconds, sixteen more. After
 * February 2106 the seconds need nine, and begin again at zero.
 */
export const objectId = (now: Date, random: Random): string =>
  (Math.floor(now.getTime() / 1000) % 2 ** 32).toString(16).padStart(8, '0') + random.hex(16)
