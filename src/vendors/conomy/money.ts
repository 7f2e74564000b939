import Big from 'big.js'

/**
 * An amount of money as it is stored and sent: digits, and perhaps a point and more digits. Never a floating point
 * number, never negative.
 *
 * Format: amount
 */
export type Amount = string

export const plus = (a: Amount, b: Amount): Amount => new Big(a).plus(b).toFixed()

/** Throws when the result would be negative: whoever subtracts has compared before. */
export function minus(a: Amount, b: Amount): Amount {
  const result = new Big(a).minus(b)
  if (result.lt(0)) throw new Error(`${a} - ${b} is negative, and no amount is`)
  return result.toFixed()
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export const compare = (a: Amount, b: Amount): number => new Big(a).cmp(b)

export const sum = (amounts: Iterable<Amount>): Amount => {
  let total = new Big(0)
  for (const amount of amounts) total = total.plus(amount)
  return total.toFixed()
}

/** Without leading zeros, and without zeros behind the point: one amount, one text. */
export const normalized = (amount: Amount): Amount => new Big(amount).toFixed()
