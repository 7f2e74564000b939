/** The furthest that one move goes, in ms: ten years. */
const FURTHEST = 315_360_000_000

/** No vendor's format has a year of five digits, and what is due a year after this, as a link may be, has none yet. */
const LAST = new Date('9998-12-31T23:59:59.999Z')

/** How far a clock may have run by itself from the last that it was moved to. */
const END = new Date('9999-12-31T23:59:59.999Z')

/** Whether a clock can be set to this, in ms since 1970. */
export const isReachable = (time: number): boolean => time >= 0 && time <= LAST.getTime()

/** Whether a clock can have come to this, in ms since 1970. */
export const isInRange = (time: number): boolean => time >= 0 && time <= END.getTime()

/** What a clock can have come to, for messages. */
export const CLOCK_RANGE = `from ${new Date(0).toISOString()} to ${END.toISOString()}`

/** Why a clock does not move from `now` to `instant`; undefined when it does. */
export function objection(instant: Date, now: Date): string | undefined {
  if (Number.isNaN(instant.getTime())) return 'the clock moves to an instant, such as 2026-04-20T12:00:00Z'
  if (instant < now) return `the clock only moves forward, and it is ${now.toISOString()}`
  if (instant.getTime() - now.getTime() > FURTHEST) return 'one call moves the clock by ten years at the most'
  if (instant > LAST) return `the clock goes to ${LAST.toISOString()} and not further`
  return undefined
}
